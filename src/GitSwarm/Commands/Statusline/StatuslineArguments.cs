using GitSwarm.Cli;

namespace GitSwarm.Commands.Statusline;

/// <summary>The words of a <c>statusline</c> command.</summary>
/// <param name="Directory"><c>-C</c>.</param>
/// <param name="As"><c>--as</c>.</param>
/// <param name="Verbose"><c>-v</c>: say in a line what went wrong.</param>
/// <param name="Command">The user's own status line; empty where there is none.</param>
internal sealed record StatuslineArguments(string? Directory, string? As, bool Verbose, IReadOnlyList<string> Command)
{
    /// <summary>Reads them; null where another command is meant, or help.</summary>
    public static StatuslineArguments? Of(string[] args)
    {
        if (CommandTree.VerbOf(args) != "statusline")
        {
            return null;
        }
        var (read, verbs) = (new StatuslineArguments(null, null, false, []), 0);
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--":
                    return read with { Command = args[(i + 1)..] };
                case "-h" or "--help" or "-?":
                    return null;
                case "-v" or "--verbose":
                    read = read with { Verbose = true };
                    break;
                case "-C" when i + 1 < args.Length:
                    read = read with { Directory = args[++i] };
                    break;
                case "--as" when i + 1 < args.Length:
                    read = read with { As = args[++i] };
                    break;
                // What others there are changes nothing here. A command without dashes before it is one, too.
                case var word when !word.StartsWith('-') && verbs++ > 0:
                    return read with { Command = args[i..] };
                default:
                    break;
            }
        }
        return read;
    }
}
