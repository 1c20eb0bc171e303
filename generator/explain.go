package generator

import (
	"slices"

	"github.com/seed-b1203020/gen/generator/diff"
	"github.com/seed-b1203020/gen/generator/schema"
)

// Explanations lists every code that a problem can have, in order.
func Explanations() []schema.Explanation {
	return slices.Concat(schema.Explanations, diff.Explanations, explanations)
}

// Explain finds the explanation of a code.
func Explain(code string) (schema.Explanation, bool) {
	all := Explanations()
	i := slices.IndexFunc(all, func(e schema.Explanation) bool { return string(e.Code) == code })
	if i < 0 {
		return schema.Explanation{}, false
	}
	return all[i], true
}

// explanations describes the codes of files, of sqlc and of the command line.
var explanations = []schema.Explanation{
	{Code: "GEN300", Title: "a place that you and gen both changed", Text: "gen merges its changes into the files that you edited, piece by piece and line by line. Here both changed the same lines in different ways since gen emitted them last, so nothing is chosen silently. Without --conflicts nothing is written. With --conflicts=markers both versions are written between markers as git writes them, everything else is merged, and gen.lock lists the file until its markers are gone. --conflicts=mine takes your version of each such place, --conflicts=generated takes gen's."},
	{Code: "GEN301", Title: "a generated file was edited by hand", Text: "A file whose first line says DO NOT EDIT is replaced on every run, and an edit to it would be lost. Move the change to a file that is yours: rules of a form go to the check method in the resource's own file, queries of your own to another file in db/queries. Then delete the generated file and run gen apply, which makes it again. Or take the file over with gen own: then gen leaves it alone, whatever changes in gen.yaml, and it is for you to keep it right."},
	{Code: "GEN302", Title: "another file is in the way", Text: "gen has to emit a file at a path where there is one already that it did not write and that says something else. Move yours to another name."},
	{Code: "GEN303", Title: "conflict markers", Text: "The markers of an unfinished merge are in a file that gen reads or has to change: git left them there, or gen itself did, with --conflicts=markers. Finish the merge, then run gen again. When gen.lock has markers, two branches both changed the application: finish the merge of gen.yaml, which is the truth, and run gen migrate rebase."},
	{Code: "GEN304", Title: "gen.lock cannot be read", Text: "gen.lock says which schema the migrations add up to and what gen emitted of each file. It is written by gen only. Restore it from version control."},
	{Code: "GEN305", Title: "gen.lock is from a newer gen", Text: "A newer version of gen wrote gen.lock. This one would undo what that one improved, and may not understand what it noted. Use the version that gen.lock names in its line gen:, or a later one."},
	{Code: "GEN306", Title: "gen.lock is missing", Text: "There are migrations but no gen.lock, so gen cannot tell what the database is like and would create every table once more. Restore gen.lock from version control."},
	{Code: "GEN307", Title: "a migration was edited", Text: "A migration that has run somewhere must stay as it is: a database that has it applied will never see the edit. Restore it, and write what you need as a new migration."},
	{Code: "GEN308", Title: "a migration was deleted", Text: "Databases may have the migration applied, and new ones need it. Restore it from version control."},
	{Code: "GEN309", Title: "migrations out of order", Text: "Migrations run in the order of their version, the number that their names begin with. One that is earlier than the last one that gen.lock knows is never applied to a database that is up to date, and two with one version are ambiguous. Rename it so that its version is later than all others."},
	{Code: "GEN310", Title: "an interrupted run", Text: "A run of gen was stopped, after it had decided what to write and before everything was in place. gen apply completes it; commands that only look do not."},
	{Code: "GEN311", Title: "files changed while gen was at work", Text: "Before gen writes it looks again at each file that it is about to replace. One of them was saved in the meantime, so nothing was written. Run gen again."},
	{Code: "GEN312", Title: "a file was edited after an interrupted run", Text: "gen was stopped while it put files in place, and one that it had still to replace was edited since. To lose neither, move yours to another name and run gen again."},
	{Code: "GEN313", Title: "the journal is damaged", Text: "What an interrupted run left in .gen does not have the checksum with which it was written, so gen will not use it. Nothing was touched. Restore the folder from version control and remove .gen/journal and .gen/stage."},
	{Code: "GEN314", Title: "a file is not what gen.yaml says", Text: "gen check found a file that gen apply would create, update or remove: gen.yaml was changed, or the file was, or gen itself is another version. Run gen apply and commit what it changes."},
	{Code: "GEN315", Title: "the schema is not what gen.yaml says", Text: "gen check found changes in gen.yaml for which there is no migration yet. Run gen apply, which writes one."},
	{Code: "GEN316", Title: "go.mod cannot be read", Text: "gen adds to go.mod what the application needs and changes nothing else in it, for which it has to understand it. go mod edit -json says what is wrong."},
	{Code: "GEN317", Title: "another gen is at work", Text: "Two runs must not write to one application at the same time. gen waits for some seconds, then gives up. The lock is released when the other run ends, however it ends."},
	{Code: "GEN318", Title: "a path cannot be used", Text: "Something stands where gen reads or writes a file of the application: a folder, a device, a symbolic link, or a file that may not be read. gen never follows a link out of the application's folder."},
	{Code: "GEN319", Title: "files are not all in place", Text: "The run was decided and saved, and then a file could not be put in place. Mend what the message says, and run gen apply: it completes the run."},
	{Code: "GEN320", Title: "the disk refused", Text: "The operating system refused to read or write: no permission, no space, or a folder that is not there. Nothing was written."},
	{Code: "GEN321", Title: "what gen emitted last is lost", Text: "To merge its changes into a file that you edited, gen needs what it emitted of that file last, and keeps it in .gen/base. There it is missing or was changed, so that your edits cannot be told from gen's text. Restore .gen/base from version control. Without that, put your version aside, delete the file, let gen restore emit it, and make your change once more."},
	{Code: "GEN322", Title: "nothing to restore", Text: "gen restore brings back a file that was deleted, or takes back one that gen own made yours alone. This one is neither. To have it as gen emits it, delete it first."},
	{Code: "GEN323", Title: "a file that cannot be owned", Text: "gen own is for files of the application that gen emits. gen.yaml and the migrations are yours anyway, gen.lock and .gen are gen's memory, and go.mod and go.sum belong to gen and to the go command together."},
	{Code: "GEN324", Title: "not a file that gen emits", Text: "The path is not one of the files that gen emits for this application. It is relative to the application's folder, as in what gen plan and gen apply print, and gen.lock lists all of them."},
	{Code: "GEN340", Title: "changed since the run that would be taken back", Text: "gen undo takes the last run back byte for byte, and never overwrites what was changed since. Put your changes aside and restore what gen wrote, or take the run back with version control."},
	{Code: "GEN341", Title: "what gen undo needs is damaged", Text: "The copies in .gen/undo do not have the checksums with which they were written, so gen will not put them back. Take the run back with version control."},
	{Code: "GEN342", Title: "nothing before the first run", Text: "The last run made the application, so taking it back would leave nothing. Remove the folder if that is what you want."},
	{Code: "GEN345", Title: "the changes of two branches do not fit together", Text: "gen migrate rebase makes one history of the migrations of two branches. That is right only if it does not matter which of them run first, as when each adds something. Here both changed the same thing, or one changed what the other needs. With --replan the migrations of your branch alone are dropped, and what gen.yaml still needs is planned after those of the other branch."},
	{Code: "GEN400", Title: "a query cannot be used", Text: "sqlc refused a file in db/queries, or would make wrong code of it without saying so. The message has the place, and the hint a form that works. Tables and columns come from gen.yaml."},
	{Code: "GEN401", Title: "sqlc did not run", Text: "gen runs sqlc, which is built into it, as a process of its own in a temporary folder. That process could not be started, was killed, or ran too long. TMPDIR says where temporary folders go."},
	{Code: "GEN500", Title: "wrong usage", Text: "The command line has an unknown command or flag, or too many or too few arguments. gen help COMMAND shows how it is used, with examples."},
	{Code: "GEN501", Title: "not inside an application", Text: "gen looks for gen.yaml in the current folder and in those above it, and found none. Go to the application's folder, say which it is with -C, or make one with gen new."},
	{Code: "GEN503", Title: "the folder is not empty", Text: "gen new makes an application in a folder of its own and never writes among other files. Choose another name, or empty the folder first."},
	{Code: "GEN504", Title: "inside another application", Text: "gen new was called inside an application, which is most often a mistake: gen resource adds to the application. Go out of it first."},
	{Code: "GEN505", Title: "a field cannot be read", Text: "A field on the command line is name:type:arguments:modifiers, such as title:string:120:unique. gen types lists the types, their arguments and the modifiers."},
	{Code: "GEN506", Title: "the definition's form", Text: "gen new --from puts the name, the module and the database into the definition that it copies, each on a line of its own. So the definition cannot be written between braces."},
	{Code: "GEN507", Title: "an interrupted gen new of another definition", Text: "The folder held an application that was decided on but not yet in place. It is complete now, but what you asked for was another one. Run gen apply there, or remove the folder and begin anew."},
}
