using GitSwarm.Cli;
using GitSwarm.Sessions;

namespace GitSwarm.Commands.ClientHooks;

/// <summary>A session or a subagent is over.</summary>
internal static class EndRules
{
    public static void Ended(ClientHook hook)
    {
        // Cleared, it goes on under another id; should it not, its process tells. A run may be made to go on.
        if (!hook.Event.Continues && !hook.IsRun && End(hook) is not null)
        {
            hook.Host.CleanUpAfter = true;
        }
    }

    /// <summary>What a subagent changed is its parent's work from now on.</summary>
    public static void SubagentEnded(ClientHook hook)
    {
        if (hook.Caller.Agent is null)
        {
            return;
        }
        var roster = hook.Host.SessionsOfClient.Read();
        if (WhoAmI.Resolve(roster, hook.Caller).Live is not { } me)
        {
            return;
        }
        End(hook);
        var parent = hook.Caller with { Agent = null };
        List<string> left = [.. me.Touched?.Paths.Select(p => p.Path) ?? []];
        if (left.Count > 0 && WhoAmI.Resolve(roster, parent).Live is { Process: { } process } && process.Worktree == me.Process?.Worktree)
        {
            hook.Host.ClaimsOfClient.Edited(parent, new PresenceEdit { Touched = left }, AutoClaim.Of(hook.Host, left));
        }
    }

    private static SessionRecord? End(ClientHook hook)
    {
        var now = hook.Host.Now;
        return hook.Host.SessionsOfClient.EditExisting(hook.Caller, new PresenceEdit { Record = r => r with { Ended = now } });
    }
}
