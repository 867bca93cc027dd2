using System.CommandLine;
using GitSwarm.Commands;
using GitSwarm.Commands.Agents;
using GitSwarm.Commands.Runs;
using GitSwarm.Commands.Spawn;
using GitSwarm.Commands.Tasks;
using GitSwarm.Commands.Teams;
using GitSwarm.Setup;

namespace GitSwarm.Cli;

/// <summary>Every verb, and the options all of them share.</summary>
internal static class CommandTree
{
    private static readonly Option<string?> Directory = new("-C")
    {
        Description = "Work in this directory",
        HelpName = "dir",
        Recursive = true,
    };
    private static readonly Option<string?> As = new("--as")
    {
        Description = "Act as this session",
        HelpName = "session",
        Recursive = true,
    };
    private static readonly Option<bool> Json = new("--json") { Description = "Answer as JSON", Recursive = true };
    private static readonly Option<bool> Quiet = new("-q", "--quiet") { Description = "Say nothing but the answer", Recursive = true };
    private static readonly Option<bool> Verbose = new("-v", "--verbose")
    {
        Description = "Trace every git call to standard error",
        Recursive = true,
    };

    /// <summary>Verbs in the order of the help text.</summary>
    public static IReadOnlyList<Verb> Verbs { get; } =
    [
        new("init", InitCommand.Create),
        new("deinit", DeinitCommand.Create),
        new("install", InstallCommand.Create),
        new("uninstall", InstallCommand.CreateUninstall),
        new("doctor", DoctorCommand.Create),
        new("demo", DemoCommand.Create),
        new("status", StatusCommand.Create),
        new("worktrees", WorktreesCommand.Create),
        new("conflicts", ConflictsCommand.Create),
        new("join", JoinCommand.Create),
        new("leave", LeaveCommand.Create),
        new("focus", FocusCommand.Create),
        new("touch", TouchCommand.Create),
        new("claim", ClaimCommand.Create),
        new("release", ReleaseCommand.Create),
        new("claims", ClaimsCommand.Create),
        new("check", CheckCommand.Create),
        new("note", NoteCommand.Create),
        new("notes", NotesCommand.Create),
        new("send", SendCommand.Create),
        new("inbox", InboxCommand.Create),
        new("sent", SentCommand.Create),
        new("wait", WaitCommand.Create),
        new("sync", SyncCommand.Create),
        new("agents", AgentsCommand.Create),
        new("spawn", SpawnCommand.Create),
        new("runs", RunsCommand.Create),
        new("logs", LogsCommand.Create),
        new("stop", StopCommand.Create),
        new("team", TeamCommand.Create),
        new("run", SuperviseCommand.Create),
        new("task", TaskCommand.Create),
        new("log", LogCommand.Create),
        new("mute", MuteCommand.Create),
        new("unmute", MuteCommand.CreateUnmute),
        new("gc", GcCommand.Create),
        new("statusline", StatuslineCommand.Create),
        new("completion", CompletionCommand.Create),
    ];

    /// <summary>The tree for a command line: the verb it names alone, or all of them where it names none.</summary>
    public static Command Build(IReadOnlyList<string> args, Outside outside)
    {
        var typed = VerbOf(args);
        var named = Verbs.Where(v => v.Name == typed).ToList();
        var root = named.Count > 0 && !args.Any(IsHelp) ? new Command("git-swarm") : WithHelp();
        root.Options.Add(Directory);
        root.Options.Add(As);
        root.Options.Add(Json);
        root.Options.Add(Quiet);
        root.Options.Add(Verbose);
        var run = new Runner(outside, Options);
        foreach (var verb in named.Count > 0 ? named : Verbs)
        {
            root.Subcommands.Add(verb.Create(run));
        }
        return root;
    }

    /// <summary>The root with the help option, whose text comes from resources that take a quarter of a millisecond to open.</summary>
    private static RootCommand WithHelp()
    {
        var root = new RootCommand("Sessions side by side on one repository: who is here, on what, in which files");
        // The built-in version option would load the assembly's attributes; App answers --version.
        foreach (var option in root.Options.OfType<VersionOption>().ToList())
        {
            root.Options.Remove(option);
        }
        return root;
    }

    private static bool IsHelp(string arg) => arg is "-h" or "--help" or "-?" or "/?" or "/h";

    /// <summary>The first word that is neither an option nor the value of one.</summary>
    public static string? VerbOf(IReadOnlyList<string> args)
    {
        for (var i = 0; i < args.Count; i++)
        {
            if (args[i] is "-C" or "--as")
            {
                i++;
            }
            else if (!args[i].StartsWith('-'))
            {
                return args[i];
            }
        }
        return null;
    }

    private static GlobalOptions Options(ParseResult result) =>
        new(result.GetValue(Directory), result.GetValue(As), result.GetValue(Json), result.GetValue(Quiet), result.GetValue(Verbose));
}

/// <summary>A verb and how its command is built.</summary>
/// <param name="Name">As typed.</param>
/// <param name="Create">Builds the command.</param>
internal sealed record Verb(string Name, Func<Runner, Command> Create);

/// <summary>Gives a command's action its host.</summary>
internal sealed class Runner(Outside outside, Func<ParseResult, GlobalOptions> options)
{
    /// <summary>Sets what a command does.</summary>
    public void On(Command command, Func<SwarmHost, ParseResult, int> action) =>
        command.SetAction(result =>
        {
            using var host = new SwarmHost(outside, options(result));
            try
            {
                var code = action(host, result);
                Abandoned.EndIfDue(host);
                Housekeeping.StartIfDue(host);
                BackgroundSync.StartIfDue(host);
                return code;
            }
            catch (Exception error) when (error is not SwarmException { Code: not (ErrorCode.GitFailed or ErrorCode.StoreBusy) })
            {
                // A git that is too old fails in strange ways. Its version costs a process, so it is asked only now.
                OptIn.RequireGit(host.GitProcess);
                throw;
            }
        });
}
