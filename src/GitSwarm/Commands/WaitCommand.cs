using System.CommandLine;
using System.Diagnostics;
using GitSwarm.Agents.Runs;
using GitSwarm.Briefing;
using GitSwarm.Claims;
using GitSwarm.Cli;
using GitSwarm.Commands.Runs;
using GitSwarm.Delivery;
using GitSwarm.Sessions;
using GitSwarm.Store;

namespace GitSwarm.Commands;

/// <summary><c>git swarm wait</c>: block until something happens, and print it.</summary>
internal static class WaitCommand
{
    private static readonly TimeSpan Slowest = TimeSpan.FromSeconds(2);

    public static Command Create(Runner run)
    {
        var what = new Option<string>("--for")
        {
            Description = "mail, note, release:<path>, or run:<id>",
            HelpName = "what",
            Required = true,
        };
        var timeout = new Option<string?>("--timeout") { Description = "Give up after this long (10m)", HelpName = "duration" };
        var command = new Command("wait", "Block until mail, a note, a release or the end of a run comes, and print it") { what, timeout };
        run.On(
            command,
            (host, parsed) =>
            {
                var happened = Condition(host, parsed.GetValue(what)!);
                var patience = parsed.GetValue(timeout) is { } text ? Durations.Parse(text) : TimeSpan.FromMinutes(10);
                return Until(host, happened, patience) ? ExitCode.Yes : ExitCode.No;
            }
        );
        return command;
    }

    private static bool Until(SwarmHost host, Func<bool> happened, TimeSpan patience)
    {
        var started = Stopwatch.GetTimestamp();
        // Watched from before the first look, so that nothing falls in between.
        using var watch = new RefWatch(host.Enabled, Slowest);
        while (!happened())
        {
            // A claim may also end with its time, or with its session's process: then no ref changes.
            var left = patience - Stopwatch.GetElapsedTime(started);
            if (left <= TimeSpan.Zero)
            {
                host.Output.Narrate("nothing happened in time");
                return false;
            }
            watch.Wait(left < Slowest ? left : Slowest);
        }
        return true;
    }

    private static Func<bool> Condition(SwarmHost host, string what)
    {
        if (what == "mail")
        {
            return () => HasMail(host) && InboxCommand.ReadAll(host) > 0;
        }
        if (what == "note")
        {
            return () => Waiting(host).Notes.Lines.Count > 0 && NotesCommand.ShowUnread(host) > 0;
        }
        const string run = "run:";
        if (what.StartsWith(run, StringComparison.Ordinal) && what.Length > run.Length)
        {
            var id = RunsCommand.Read(host).Find(what[run.Length..]).Id;
            return () => IsOver(host, id);
        }
        const string release = "release:";
        if (what.StartsWith(release, StringComparison.Ordinal) && what.Length > release.Length)
        {
            var pattern = WorkTreePath.PatternOf(host, what[release.Length..]);
            return () => IsFree(host, pattern);
        }
        throw new SwarmException(
            ErrorCode.BadArgument,
            $"cannot wait for '{Texts.Cut(what, 40)}'",
            "wait for mail, note, release:<path> or run:<id>"
        );
    }

    private static bool HasMail(SwarmHost host)
    {
        var inflow = Waiting(host);
        return inflow.Text.Lines.Count > 0 || RequestFacts.Untold(inflow, host.Now).Any();
    }

    /// <summary>What waits for the caller; without a session nothing ever would.</summary>
    private static Inflow Waiting(SwarmHost host)
    {
        var inflow = host.Delivery.Read(() => host.Caller);
        return inflow.Me is not null
            ? inflow
            : throw new SwarmException(ErrorCode.NoSession, "you have no session here", "start one with 'git swarm join'");
    }

    private static bool IsOver(SwarmHost host, string id)
    {
        var run = new RunScene(host).Now(id);
        if (!run.State.IsOver())
        {
            return false;
        }
        if (host.Output.Json)
        {
            host.Output.Answer(RunBody.Of(run, host.Now), RunContext.Default.RunBody);
        }
        else
        {
            var why = run.Record.Error is { } error ? $": {Texts.OneLine(error)}" : "";
            host.Output.Answer($"run {ShortId.Of(id)} ({Texts.Cut(run.Record.Agent, 40)}) {run.State.Word()}{why}\n");
        }
        return true;
    }

    private static bool IsFree(SwarmHost host, ClaimPattern pattern)
    {
        Caller? caller = null;
        var book = host.Claims.Read(() => caller = host.Caller);
        if (ClaimRules.InTheWay(book, WhoAmI.Resolve(book.Roster, caller!).Live, pattern).Any())
        {
            return false;
        }
        if (host.Output.Json)
        {
            host.Output.Answer(new FreeBody(pattern.Text), FeedContext.Default.FreeBody);
        }
        else
        {
            host.Output.Answer($"{Texts.Cut(pattern.Text, 200)} is free\n");
        }
        return true;
    }
}
