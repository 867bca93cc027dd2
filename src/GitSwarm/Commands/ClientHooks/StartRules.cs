using GitSwarm.Briefing;
using GitSwarm.Cli;
using GitSwarm.Delivery;
using GitSwarm.Hooks;
using GitSwarm.Sessions;

namespace GitSwarm.Commands.ClientHooks;

/// <summary>A session or a subagent begins: it is registered, and told who is here and what waits.</summary>
internal static class StartRules
{
    private const string Commands =
        "Tell them: git swarm note \"...\" (all), git swarm send <name> \"...\". See: git swarm status, inbox, claims. Reserve: git swarm claim <path>.\n";

    public static void Started(ClientHook hook)
    {
        var host = hook.Host;
        var sessions = host.SessionsOfClient;
        var compacted = hook.Event is { HasForgotten: true, Continues: false };
        var edit = new PresenceEdit
        {
            Moves = true,
            ReplacesProcess = hook.Caller.Process is not null && !hook.IsRun,
            Activity = compacted ? Activity.Active : Activity.Idle,
        };
        var record = sessions.Edit(hook.Caller, edit, joining: true);
        Housekeeping.AfterEdit(host, sessions);
        Introduce(host, record.Id);
        TellRules.Tell(hook, Moment.Start, Activity.Idle, addition: inflow => IsAnybodyHere(inflow) ? Commands : "");
    }

    public static void SubagentStarted(ClientHook hook)
    {
        if (hook.Caller.Agent is not { } agent)
        {
            return;
        }
        var name = hook.Event.AgentType is { } type ? SessionNames.FromBranch(type) : null;
        var record = hook.Host.SessionsOfClient.Edit(hook.Caller, new PresenceEdit { Name = name });
        var line = $"Your shell passes for the session that started you: give --as {record.Parent}/{agent} to git swarm.\n";
        TellRules.Tell(hook, Moment.Start, Activity.Active, addition: _ => line);
    }

    private static bool IsAnybodyHere(Inflow inflow) =>
        inflow.Me is { } me && inflow.Roster.Live.Any(s => !s.IsMuted && !Family.IsOne(s, me, inflow.Roster));

    /// <summary>Claude Code lets a hook set variables of the shell commands to come.</summary>
    private static void Introduce(SwarmHost host, string id)
    {
        if (host.Outside.Variable("CLAUDE_ENV_FILE") is not { } file)
        {
            return;
        }
        try
        {
            File.AppendAllText(file, $"export GIT_SWARM_SESSION={ShellQuote.Quote(id)}\n");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Then its shell is known by the client's own variable.
        }
    }
}
