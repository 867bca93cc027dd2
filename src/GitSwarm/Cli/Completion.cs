using System.CommandLine;
using System.Text;

namespace GitSwarm.Cli;

/// <summary>Completion scripts, generated from the command tree so that they cannot fall behind it.</summary>
internal static class Completion
{
    /// <summary>The script for <c>bash</c>, <c>zsh</c> or <c>fish</c>.</summary>
    public static string Script(string shell, IEnumerable<Command> verbs)
    {
        var known = verbs.Where(v => !v.Hidden).ToList();
        return shell switch
        {
            "bash" => Bash(known),
            "zsh" => Zsh(known),
            _ => Fish(known),
        };
    }

    // What can follow a verb: its own verbs, then the options of all of them.
    private static IEnumerable<string> OptionsOf(Command verb) =>
        verb
            .Subcommands.Select(c => c.Name)
            .Concat(verb.Subcommands.Prepend(verb).SelectMany(c => c.Options).Where(o => !o.Hidden).Select(o => o.Name).Distinct())
            .Append("--json");

    // git's own bash completion calls _git_swarm for 'git swarm'.
    private static string Bash(List<Command> verbs)
    {
        var cases = string.Concat(verbs.Select(v => $"    {v.Name}) words=\"{string.Join(' ', OptionsOf(v))}\" ;;\n"));
        return $$"""
            _git_swarm() {
              local verb= word words cur="${COMP_WORDS[COMP_CWORD]}" i
              for ((i = 1; i < COMP_CWORD; i++)); do
                word="${COMP_WORDS[i]}"
                case "$word" in git|swarm|git-swarm|-*) ;; *) verb="$word"; break ;; esac
              done
              case "$verb" in
                "") words="{{string.Join(' ', verbs.Select(v => v.Name))}}" ;;
            {{cases}}  esac
              COMPREPLY=($(compgen -W "$words" -- "$cur"))
              [[ ${#COMPREPLY[@]} -gt 0 || $verb != touch ]] || COMPREPLY=($(compgen -f -- "$cur"))
            }
            complete -F _git_swarm git-swarm

            """;
    }

    private static string Zsh(List<Command> verbs)
    {
        var lines = string.Concat(verbs.Select(v => $"    '{v.Name}:{Escape(v.Description)}'\n"));
        var cases = string.Concat(verbs.Select(v => $"    {v.Name}) compadd -- {string.Join(' ', OptionsOf(v))} ;;\n"));
        return $$"""
            #compdef git-swarm
            #description sessions side by side on one repository
            _git-swarm() {
              local -a verbs=(
            {{lines}}  )
              if (( CURRENT == 2 )); then
                _describe 'command' verbs
                return
              fi
              case "$words[2]" in
            {{cases}}  esac
              [[ $words[2] != touch ]] || _files
            }
            _git-swarm "$@"

            """;
    }

    private static string Fish(List<Command> verbs)
    {
        var text = new StringBuilder("complete -c git-swarm -f\n");
        foreach (var verb in verbs)
        {
            text.Append($"complete -c git-swarm -n __fish_use_subcommand -a {verb.Name} -d '{Escape(verb.Description)}'\n");
            foreach (var below in verb.Subcommands)
            {
                text.Append(
                    $"complete -c git-swarm -n '__fish_seen_subcommand_from {verb.Name}' -a {below.Name} -d '{Escape(below.Description)}'\n"
                );
            }
            var options = verb.Subcommands.Prepend(verb).SelectMany(c => c.Options).Where(o => !o.Hidden).DistinctBy(o => o.Name);
            foreach (var option in options.Where(o => o.Name.StartsWith("--", StringComparison.Ordinal)))
            {
                text.Append(
                    $"complete -c git-swarm -n '__fish_seen_subcommand_from {verb.Name}' -l {option.Name[2..]} -d '{Escape(option.Description)}'\n"
                );
            }
        }
        return text.Append("complete -c git -n '__fish_git_using_command swarm' -w git-swarm\n").ToString();
    }

    private static string Escape(string? text) =>
        (text ?? "").Replace("'", "", StringComparison.Ordinal).Replace(":", " -", StringComparison.Ordinal);
}
