package render

import (
	"slices"
	"strings"

	"github.com/seed-b1203020/gen/generator/tree"
)

// An entry emits one file for the application or, if its path has <name> in
// it, one for each resource.
type entry struct {
	template string // below templates/, without .tmpl
	path     string // in the application
	owner    tree.Owner
	when     func(appView) bool // nil for always
}

// manifest is the table of contents of an emitted application.
var manifest = []entry{
	{"project/README.md", "README.md", tree.Yours, nil},
	{"project/gitignore", ".gitignore", tree.Yours, nil},
	{"project/Dockerfile", "Dockerfile", tree.Yours, nil},
	{"project/ci.yml", ".github/workflows/ci.yml", tree.Yours, nil},
	{"project/sqlc.yaml", "sqlc.yaml", tree.Gen, nil},
	{"go/gomod/sqlite.mod", "go.mod", tree.Yours, onSQLite},
	{"go/gomod/postgres.mod", "go.mod", tree.Yours, onPostgres},
	{"go/main.go", "main.go", tree.Yours, nil},
	{"go/main_test.go", "main_test.go", tree.Yours, nil},

	{"go/db/sqlite.go", "db/db.go", tree.Yours, onSQLite},
	{"go/db/sqlite_open_test.go", "db/open_test.go", tree.Yours, onSQLite},
	{"go/db/postgres.go", "db/db.go", tree.Yours, onPostgres},
	{"go/db/migrate.go", "db/migrate.go", tree.Yours, nil},
	{"go/db/sqlite_lock.go", "db/lock.go", tree.Yours, onSQLite},
	{"go/db/postgres_lock.go", "db/lock.go", tree.Yours, onPostgres},
	{"go/db/select.go", "db/select.go", tree.Yours, nil},
	{"go/db/select_test.go", "db/select_test.go", tree.Yours, nil},
	{"go/db/sqlite_statements.go", "db/statements.go", tree.Yours, onSQLite},
	{"go/db/sqlite_writer.go", "db/writer.go", tree.Yours, onSQLite},
	{"go/db/sqlite_writer_test.go", "db/writer_test.go", tree.Yours, onSQLite},
	{"go/db/sqlite_select.go", "db/selecting.go", tree.Yours, onSQLite},
	{"go/db/postgres_select.go", "db/selecting.go", tree.Yours, onPostgres},
	{"go/db/search.go", "db/search.go", tree.Yours, searches},
	{"go/db/search_test.go", "db/search_test.go", tree.Yours, searches},
	{"go/db/sqlite_search.go", "db/searching.go", tree.Yours, both(searches, onSQLite)},
	{"go/db/postgres_search.go", "db/searching.go", tree.Yours, both(searches, onPostgres)},
	{"go/db/searches.go", "db/searches.go", tree.Gen, searches},
	{"go/db/errors.go", "db/errors.go", tree.Yours, nil},
	{"go/db/migrations/README.md", "db/migrations/README.md", tree.Yours, nil},
	{"go/db/dbtest/sqlite.go", "db/dbtest/dbtest.go", tree.Yours, onSQLite},
	{"go/db/dbtest/postgres.go", "db/dbtest/dbtest.go", tree.Yours, onPostgres},
	{"go/db/dbtest/sqlite_schema.go", "db/dbtest/schema.go", tree.Yours, onSQLite},
	{"go/db/dbtest/postgres_schema.go", "db/dbtest/schema.go", tree.Yours, onPostgres},
	{"go/db/db_test.go", "db/db_test.go", tree.Yours, nil},
	{"go/db/slug.go", "db/slug.go", tree.Yours, makesSlugs},
	{"go/db/slug_test.go", "db/slug_test.go", tree.Yours, makesSlugs},
	{"go/db/resource_slug.go", "db/<name>_slug.go", tree.Gen, nil},
	{"go/db/resource_many.go", "db/<name>_many.go", tree.Gen, nil},
	{"go/db/seed/seed.go", "db/seed/seed.go", tree.Yours, hasResources},
	{"go/db/seed/row.go", "db/seed/row.go", tree.Yours, hasResources},
	{"go/db/seed/texts.go", "db/seed/texts.go", tree.Yours, hasResources},
	{"go/db/seed/seed_test.go", "db/seed/seed_test.go", tree.Yours, hasResources},
	{"go/db/seed/tables.go", "db/seed/tables.go", tree.Gen, hasResources},
	{"go/db/seed/resource_rows.go", "db/seed/<name>_rows.go", tree.Gen, nil},
	{"sql/queries/resource.sql", "db/queries/<name>.sql", tree.Gen, nil},

	{"go/types/types.go", "types/types.go", tree.Yours, hasTypes},
	{"go/types/date.go", "types/date.go", tree.Yours, uses("date")},
	{"go/types/timeofday.go", "types/timeofday.go", tree.Yours, uses("time")},
	{"go/types/json.go", "types/json.go", tree.Yours, uses("json")},
	{"go/types/markdown.go", "types/markdown.go", tree.Yours, showsMarkdown},
	{"go/types/markdown_test.go", "types/markdown_test.go", tree.Yours, showsMarkdown},

	{"go/input/input.go", "input/input.go", tree.Yours, nil},
	{"go/input/field.go", "input/field.go", tree.Yours, nil},
	{"go/input/errors.go", "input/errors.go", tree.Yours, nil},
	{"go/input/parser.go", "input/parser.go", tree.Yours, nil},
	{"go/input/column.go", "input/column.go", tree.Yours, nil},
	{"go/input/text.go", "input/text.go", tree.Yours, nil},
	{"go/input/timestamp.go", "input/timestamp.go", tree.Yours, nil},
	{"go/input/date.go", "input/date.go", tree.Yours, uses("date")},
	{"go/input/timeofday.go", "input/timeofday.go", tree.Yours, uses("time")},
	{"go/input/decimal.go", "input/decimal.go", tree.Yours, uses("decimal")},
	{"go/input/uuid.go", "input/uuid.go", tree.Yours, uses("uuid")},
	{"go/input/pattern.go", "input/pattern.go", tree.Yours, patterns},
	{"go/input/json.go", "input/json.go", tree.Yours, uses("json")},
	{"go/input/phone.go", "input/phone.go", tree.Yours, uses("phone")},
	{"go/input/many.go", "input/many.go", tree.Yours, hasMany},
	{"go/input/color.go", "input/color.go", tree.Yours, uses("color")},
	{"go/input/slug.go", "input/slug.go", tree.Yours, uses("slug")},
	{"go/input/address.go", "input/address.go", tree.Yours, slugURLs},

	{"go/web/web.go", "web/web.go", tree.Yours, nil},
	{"go/web/routes.go", "web/routes.go", tree.Yours, nil},
	{"go/web/middleware.go", "web/middleware.go", tree.Yours, nil},
	{"go/web/mux.go", "web/mux.go", tree.Yours, nil},
	{"go/web/handler.go", "web/handler.go", tree.Yours, nil},
	{"go/web/render.go", "web/render.go", tree.Yours, appView.HasPages},
	{"go/web/json.go", "web/json.go", tree.Yours, nil},
	{"go/web/body.go", "web/body.go", tree.Yours, hasResources},
	{"go/web/row.go", "web/row.go", tree.Yours, hasResources},
	{"go/web/home.go", "web/home.go", tree.Yours, nil},
	{"go/web/list.go", "web/list.go", tree.Yours, hasResources},
	{"go/web/list_query.go", "web/list_query.go", tree.Yours, hasResources},
	{"go/web/list_cursor.go", "web/list_cursor.go", tree.Yours, hasResources},
	{"go/web/list_links.go", "web/list_links.go", tree.Yours, appView.HasForms},
	{"go/web/list_search.go", "web/list_search.go", tree.Yours, searches},
	{"go/web/etag.go", "web/etag.go", tree.Yours, hasResources},
	{"go/web/include.go", "web/include.go", tree.Yours, appView.HasAPI},
	{"go/web/cors.go", "web/cors.go", tree.Yours, nil},
	{"go/web/rate_limit.go", "web/rate_limit.go", tree.Yours, nil},
	{"go/web/rate_limit_test.go", "web/rate_limit_test.go", tree.Yours, nil},
	{"go/web/markup.go", "web/markup.go", tree.Yours, appView.HasForms},
	{"go/web/memory.go", "web/memory.go", tree.Yours, hasResources},
	{"go/web/openapi.go", "web/openapi.go", tree.Yours, appView.HasAPI},
	{"go/web/openapi_page.go", "web/openapi_page.go", tree.Yours, appView.HasAPI},
	{"go/web/functions.go", "web/functions.go", tree.Gen, hasTemplateFuncs},
	{"go/web/navigation.go", "web/navigation.go", tree.Gen, appView.HasPages},
	{"go/web/web_test.go", "web/web_test.go", tree.Yours, nil},
	{"go/web/openapi_test.go", "web/openapi_test.go", tree.Yours, appView.HasAPI},
	{"go/web/seed_test.go", "web/seed_test.go", tree.Yours, hasResources},
	{"go/web/row_test.go", "web/row_test.go", tree.Yours, hasResources},
	{"go/web/list_test.go", "web/list_test.go", tree.Yours, appView.HasAPI},
	{"go/web/include_test.go", "web/include_test.go", tree.Yours, appView.HasIncludes},
	{"go/web/list_links_test.go", "web/list_links_test.go", tree.Yours, appView.HasForms},
	{"go/web/list_search_test.go", "web/list_search_test.go", tree.Yours, searches},
	{"go/web/resource.go", "web/<name>.go", tree.Yours, nil},
	{"go/web/resource_api.go", "web/<name>_api.go", tree.Yours, nil},
	{"go/web/resource_form.go", "web/<name>_form.go", tree.Gen, nil},
	{"go/web/resource_view.go", "web/<name>_view.go", tree.Gen, nil},
	{"go/web/resource_list.go", "web/<name>_list.go", tree.Gen, nil},
	{"go/web/resource_test.go", "web/<name>_test.go", tree.Yours, nil},
	{"go/web/resource_sample_test.go", "web/<name>_sample_test.go", tree.Gen, nil},

	{"html/layout.html", "web/templates/layout.html", tree.Yours, appView.HasPages},
	{"html/home.html", "web/templates/home.html", tree.Yours, appView.HasPages},
	{"html/error.html", "web/templates/error.html", tree.Yours, appView.HasPages},
	{"html/delete.html", "web/templates/delete.html", tree.Yours, appView.HasForms},
	{"html/openapi.html", "web/templates/openapi.html", tree.Yours, appView.HasAPI},
	{"html/resource/index.html", "web/templates/<name>/index.html", tree.Yours, nil},
	{"html/resource/show.html", "web/templates/<name>/show.html", tree.Yours, nil},
	{"html/resource/new.html", "web/templates/<name>/new.html", tree.Yours, nil},
	{"html/resource/edit.html", "web/templates/<name>/edit.html", tree.Yours, nil},
	{"html/resource/fields.html", "web/templates/<name>/fields.html", tree.Yours, nil},
	{"html/static/app.css", "web/static/app.css", tree.Yours, appView.HasPages},
	{"html/static/counter.js", "web/static/counter.js", tree.Yours, counts},
}

func onSQLite(a appView) bool   { return a.Database == "sqlite" }
func onPostgres(a appView) bool { return a.Database == "postgres" }

// hasTypes reports whether an application has a package types.
func hasTypes(a appView) bool { return uses("date", "time", "json")(a) || showsMarkdown(a) }

func searches(a appView) bool { return len(a.Searches()) > 0 }

// both is true where a and b are.
func both(a, b func(appView) bool) func(appView) bool {
	return func(app appView) bool { return a(app) && b(app) }
}

func hasResources(a appView) bool { return len(a.Resources) > 0 }

// uses is true of applications that have a field of one of the types.
func uses(types ...string) func(appView) bool {
	return func(a appView) bool {
		return slices.ContainsFunc(a.Resources, func(r *resourceView) bool { return slices.ContainsFunc(types, r.uses) })
	}
}

// ResourcePaths lists the files that an application may have of the resource
// called name, in the same order for each name.
func ResourcePaths(name string) []string {
	var paths []string
	for _, e := range manifest {
		if e.perResource() {
			paths = append(paths, e.pathFor(name))
		}
	}
	return paths
}

func (e entry) perResource() bool { return strings.Contains(e.path, "<name>") }

func (e entry) pathFor(name string) string { return strings.ReplaceAll(e.path, "<name>", name) }
