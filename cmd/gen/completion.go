package main

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-b1203020/gen/generator/field"
)

type completionOptions struct{ *global }

var shells = []string{"bash", "zsh", "fish", "powershell"}

func newCompletion(g *global) *cobra.Command {
	o := &completionOptions{global: g}
	return &cobra.Command{
		Use:   "completion SHELL",
		Short: "Print a script that completes gen's commands",
		Long: `Print a script with which bash, zsh, fish or PowerShell complete gen's commands
and flags.

Exit codes: 0 printed · 2 another shell.`,
		Example: `  source <(gen completion bash)
  gen completion zsh > "${fpath[1]}/_gen"
  gen completion fish > ~/.config/fish/completions/gen.fish
  gen completion powershell | Out-String | Invoke-Expression`,
		Args:                  arguments(1, 1),
		ValidArgs:             shells,
		DisableFlagsInUseLine: true,
		RunE:                  func(cmd *cobra.Command, args []string) error { return o.run(cmd.Root(), args[0]) },
	}
}

func (o *completionOptions) run(root *cobra.Command, shell string) error {
	var script strings.Builder
	var err error
	switch shell {
	case "bash":
		err = root.GenBashCompletionV2(&script, true)
	case "zsh":
		err = root.GenZshCompletion(&script)
	case "fish":
		err = root.GenFishCompletion(&script, true)
	case "powershell":
		err = root.GenPowerShellCompletionWithDesc(&script)
	default:
		hint := "the shells are " + strings.Join(shells, ", ")
		if guess := field.Suggest(shell, shells); guess != "" {
			hint = "did you mean " + guess + "?"
		}
		return usage(hint, "no completion for %q", shell)
	}
	o.out.set("script", script.String())
	o.out.printf("%s", script.String())
	return err
}
