using GitSwarm.Cli;
using GitSwarm.Commands.ClientHooks;
using GitSwarm.Commands.Hooks;
using GitSwarm.Git;
using GitSwarm.Hooks;

namespace GitSwarm.Commands;

/// <summary><c>git-swarm hook git &lt;event&gt; …</c> and <c>hook &lt;client&gt;</c>: what installed hooks call.</summary>
/// <remarks>
/// Parsed by hand, for it runs at every commit and at every tool call. Exits 0 whatever happens inside, but for a denial somebody configured and a wake-up they asked for: a
/// broken git-swarm never blocks the user's work. In a repository that has not opted in, it reads two files and is gone.
/// </remarks>
internal static class HookCommand
{
    private static readonly string[] SequenceDirectories = ["rebase-merge", "rebase-apply", "sequencer"];
    private static readonly string[] SequenceFiles = ["BISECT_LOG", "CHERRY_PICK_HEAD"];

    public static int Run(ReadOnlySpan<string> args, Outside outside)
    {
        try
        {
            if (args is ["git", var name, ..])
            {
                return RunGit(name, args[2..].ToArray(), outside);
            }
            if (args is [var client, ..])
            {
                return ClientHookCommand.Run(client, outside, HookMode.Of(args[1..]));
            }
        }
#pragma warning disable CA1031 // Whatever it is, the user's commit goes on.
        catch (Exception error)
#pragma warning restore CA1031
        {
            if (outside.Variable("GIT_SWARM_TRACE") is not null || args.Contains("-v"))
            {
                Output.Write(outside.Error, $"git-swarm: hook failed: {Texts.Cut(error.Message, 200)}\n");
            }
        }
        return ExitCode.Yes;
    }

    private static int RunGit(string name, string[] args, Outside outside)
    {
        if (outside.Variable(HookProbe.Variable) is { } mark)
        {
            HookProbe.Answer(mark, name);
            return ExitCode.Yes;
        }
        using var host = new SwarmHost(outside, new GlobalOptions());
        if (!host.Repository.IsEnabled)
        {
            return ExitCode.Yes;
        }
        var code = ExitCode.Yes;
        switch (name)
        {
            case "pre-commit" when !InSequence(host):
                code = PreCommitHook.Run(host);
                break;
            // The third argument is 1 for a branch checkout, 0 for files.
            case "post-checkout" when args is [_, _, "1", ..] && !InSequence(host) && !OfRebase(host):
                PostCheckoutHook.Run(host, args[0], args[1]);
                break;
            case "post-commit" when !InSequence(host):
                AfterCommitHook.Committed(host);
                break;
            case "post-merge":
                AfterCommitHook.CameIn(host, most: 3);
                break;
            // After 'commit --amend' post-commit has run.
            case "post-rewrite" when args is ["rebase", ..]:
                AfterCommitHook.CameIn(host, most: 1);
                break;
            default:
                break;
        }
        Housekeeping.StartIfDue(host);
        BackgroundSync.StartIfDue(host);
        return code;
    }

    /// <summary>True for the checkout a rebase begins with: <c>--apply</c> leaves no other trace yet.</summary>
    private static bool OfRebase(SwarmHost host) =>
        (HeadLog.LastMessage(host.Repository) ?? host.Outside.Variable("GIT_REFLOG_ACTION")) is { } last
        && (last.StartsWith("rebase", StringComparison.Ordinal) || last.StartsWith("pull", StringComparison.Ordinal));

    /// <summary>True during a rebase, cherry-pick or bisect, which check out again and again.</summary>
    private static bool InSequence(SwarmHost host) =>
        SequenceDirectories.Any(d => Directory.Exists(Path.Combine(host.Repository.GitDir, d)))
        || SequenceFiles.Any(f => File.Exists(Path.Combine(host.Repository.GitDir, f)));
}
