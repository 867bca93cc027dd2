using System.CommandLine;
using GitSwarm.Agents.Definitions;
using GitSwarm.Agents.Plans;
using GitSwarm.Cli;

namespace GitSwarm.Commands.Spawn;

/// <summary>The options of <c>spawn</c>, and what they mean together.</summary>
internal sealed class SpawnOptions
{
    private readonly Argument<string?> agent = new("agent")
    {
        Description = "Which agent; general-purpose where none is named",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private readonly Option<string?> prompt = new("-p") { Description = "The task; - reads it from standard input", HelpName = "prompt" };
    private readonly Option<string?> description = new("--description")
    {
        Description = "What it is for, in a few words",
        HelpName = "text",
    };
    private readonly Option<string?> model = new("--model") { Description = "Its model, or inherit", HelpName = "model" };
    private readonly Option<string?> background = new("--background")
    {
        Description = "Do not wait for it; with the id of a run: move that one to the background",
        HelpName = "id",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private readonly Option<string?> attach = new("--attach") { Description = "Wait for a run that is in the background", HelpName = "id" };
    private readonly Option<string?> name = new("--name") { Description = "What to call it", HelpName = "name" };
    private readonly Option<string?> team = new("--team") { Description = "The team it joins", HelpName = "team" };
    private readonly Option<string?> mode = new("--mode") { Description = "What it may do without asking", HelpName = "mode" };
    private readonly Option<string?> isolation = new("--isolation")
    {
        Description = "none, worktree (a work tree of its own) or remote",
        HelpName = "where",
    };
    private readonly Option<string?> cwd = new("--cwd") { Description = "The directory it works in", HelpName = "dir" };
    private readonly Option<string?> runner = new("--runner")
    {
        Description = "What plays it: a runner's name, or command:<line for the shell>",
        HelpName = "runner",
    };
    private readonly Option<bool> fork = new("--fork") { Description = "Copy the caller: the agent knows the conversation so far" };
    private readonly Option<string?> agents = new("--agents")
    {
        Description = "Also these definitions: JSON, or a file of it, or a Markdown file",
        HelpName = "json|file",
    };
    private readonly Option<string?> timeout = new("--timeout") { Description = "Stop it after this long (10m)", HelpName = "duration" };
    private readonly Option<bool> dryRun = new("--dry-run") { Description = "Print the plan, and start nothing" };

    /// <summary>Adds all of them.</summary>
    public Command AddTo(Command command)
    {
        command.Arguments.Add(agent);
        Option[] all =
        [
            prompt,
            description,
            model,
            background,
            attach,
            name,
            team,
            mode,
            isolation,
            cwd,
            runner,
            fork,
            agents,
            timeout,
            dryRun,
        ];
        foreach (var option in all)
        {
            command.Options.Add(option);
        }
        return command;
    }

    /// <summary>What was typed.</summary>
    /// <exception cref="SwarmException">It makes no sense.</exception>
    public SpawnCall Of(SwarmHost host, ParseResult parsed)
    {
        var given = parsed.GetValue(prompt);
        var (named, behind) = (parsed.GetValue(agent), parsed.GetValue(background));
        if (given is null)
        {
            return OfRun(parsed, named, behind);
        }
        if (behind is not null && named is not null)
        {
            throw Wrong($"with -p, --background takes no id: '{Texts.Cut(behind, 40)}'", "leave -p out to move a run to the background");
        }
        if (parsed.GetValue(attach) is not null)
        {
            throw Wrong("--attach is for a run that was started, and -p starts one", "leave one of them out");
        }
        return new SpawnCall(
            new LaunchRequest
            {
                Prompt = PromptInput.Of(host, given),
                // The word after --background is taken for its value, whatever it was meant for.
                Agent = named ?? behind,
                Description = Line(parsed.GetValue(description), "--description"),
                Model = Line(parsed.GetValue(model), "--model"),
                Background = parsed.GetResult(background) is not null,
                Name = parsed.GetValue(name) is { } n ? Sessions.SessionNames.Checked(n) : null,
                Team = parsed.GetValue(team) is { } t ? Sessions.SessionNames.Checked(t, "team name") : null,
                Mode = Choice<PermissionMode>(parsed.GetValue(mode), "--mode"),
                Isolation = Choice<AskedIsolation>(parsed.GetValue(isolation), "--isolation"),
                Directory = DirectoryOf(host, parsed.GetValue(cwd)),
                Fork = parsed.GetValue(fork),
                TimeLimit = parsed.GetValue(timeout) is { } time ? (int)Math.Min(Durations.Parse(time).TotalSeconds, int.MaxValue) : null,
            }
        )
        {
            Runner = parsed.GetValue(runner),
            Agents = parsed.GetValue(agents),
            DryRun = parsed.GetValue(dryRun),
        };
    }

    private SpawnCall OfRun(ParseResult parsed, string? named, string? behind)
    {
        var to = parsed.GetValue(attach);
        return (behind, to, named) switch
        {
            (not null, null, null) => new SpawnCall(null) { ToBackground = behind },
            (null, not null, null) => new SpawnCall(null) { Attach = to },
            _ => throw Wrong(
                "no task for the agent",
                "give it one: git swarm spawn -p '<what to do>', or -p - and the text on standard input"
            ),
        };
    }

    private static string? DirectoryOf(SwarmHost host, string? typed)
    {
        if (typed is null)
        {
            return null;
        }
        var path = Path.GetFullPath(typed, host.Directory);
        return Directory.Exists(path)
            ? Git.RealPath.Of(path)
            : throw Wrong($"no directory '{Texts.Cut(typed, 80)}'", "name one that is there with --cwd");
    }

    private static string? Line(string? text, string option) =>
        text is null ? null
        : text.Length <= 200 && Texts.OneLine(text).Trim() is { Length: > 0 } line ? line
        : throw Wrong($"{option} takes 1 to 200 characters", "say it in a few words");

    private static T? Choice<T>(string? text, string option)
        where T : struct, Enum
    {
        if (text is null)
        {
            return null;
        }
        var words = Enum.GetValues<T>().ToDictionary(v => DefinitionWords.Of(v), StringComparer.OrdinalIgnoreCase);
        return words.TryGetValue(text, out var choice)
            ? choice
            : throw Wrong($"{option} cannot be '{Texts.Cut(text, 40)}'", $"it is {string.Join(", ", words.Keys)}");
    }

    private static SwarmException Wrong(string message, string hint) => new(ErrorCode.BadArgument, message, hint);
}

/// <summary>A call of <c>spawn</c>.</summary>
/// <param name="Request">What is to be started; null where it is about a run there is.</param>
internal sealed record SpawnCall(LaunchRequest? Request)
{
    public string? Runner { get; init; }

    public string? Agents { get; init; }

    public bool DryRun { get; init; }

    public string? ToBackground { get; init; }

    public string? Attach { get; init; }
}
