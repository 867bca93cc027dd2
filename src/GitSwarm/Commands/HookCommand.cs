using GitSwarm.Cli;
using GitSwarm.Git;
using GitSwarm.Hooks;
using GitSwarm.Sessions;

namespace GitSwarm.Commands;

/// <summary><c>git-swarm hook git &lt;event&gt; …</c>: what the installed git hooks call.</summary>
/// <remarks>
/// Parsed by hand, for it runs at every commit. Exits 0 whatever happens inside: a broken git-swarm never blocks the
/// user's work. In a repository that has not opted in, it reads two files and is gone.
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
        }
#pragma warning disable CA1031 // Whatever it is, the user's commit goes on.
        catch (Exception error)
#pragma warning restore CA1031
        {
            if (outside.Variable("GIT_SWARM_TRACE") is not null)
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
        switch (name)
        {
            case "post-checkout":
                PostCheckout(host, args);
                break;
            case "post-commit" or "post-merge" or "post-rewrite":
                ShowLife(host);
                break;
            default:
                break;
        }
        Housekeeping.StartIfDue(host);
        return ExitCode.Yes;
    }

    /// <summary>A commit is a sign of life, and may be the first on a new branch.</summary>
    private static void ShowLife(SwarmHost host)
    {
        if (!IsInSequence(host.Repository))
        {
            host.SessionsInHook.EditExisting(host.Caller, new PresenceEdit());
        }
    }

    /// <summary>Tells who else works on the branch just checked out, and puts the move on record.</summary>
    private static void PostCheckout(SwarmHost host, string[] args)
    {
        // The third argument is 1 for a branch checkout, 0 for files.
        if (args is not [_, _, "1", ..] || IsInSequence(host.Repository))
        {
            return;
        }
        var caller = host.Caller;
        var (me, others) = Neighbours.OnBranch(host.SessionsInHook.Read(), caller, caller.Branch, Worktree.List(host.Repository));
        foreach (var line in others.Select(o => Neighbours.Line(o, caller.Branch!, host.Now)))
        {
            host.Output.Hook(line);
        }
        // 'git worktree add' and 'git -C' run this hook elsewhere than where the session works.
        if (me is { Process: { } process } && process.Worktree == caller.Worktree)
        {
            host.SessionsInHook.EditExisting(caller, new PresenceEdit());
        }
    }

    /// <summary>True during a rebase, cherry-pick or bisect, which check out again and again.</summary>
    private static bool IsInSequence(Repository repository) =>
        SequenceDirectories.Any(d => Directory.Exists(Path.Combine(repository.GitDir, d)))
        || SequenceFiles.Any(f => File.Exists(Path.Combine(repository.GitDir, f)));
}
