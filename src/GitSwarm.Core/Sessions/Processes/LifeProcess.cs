using System.Globalization;

namespace GitSwarm.Sessions.Processes;

/// <summary>Chooses the process whose life is a session's: when it ends, so does the session.</summary>
public static class LifeProcess
{
    /// <summary>The variable by which a wrapper names the process itself.</summary>
    public const string Variable = "GIT_SWARM_PID";

    /// <summary>The process, or null: then only ticks and time limits tell.</summary>
    /// <param name="table">The processes.</param>
    /// <param name="fromPid">The process that asks.</param>
    /// <param name="variable">Looks up the environment; null when unset.</param>
    /// <remarks>
    /// In this order, and only if it runs: what <see cref="Variable"/> names; what the innermost client's own variable
    /// names; the innermost client; an ancestor named by any client's variable, for an executable under a name we do not
    /// know; the leader of the terminal's session. Never the caller, nor a shell that was started for one command.
    /// </remarks>
    public static ProcessIdentity? Choose(IProcessTable table, int fromPid, Func<string, string?> variable)
    {
        if (Named(table, variable, Variable) is { } given)
        {
            return Identity(given, table);
        }
        var chosen = ClientProcess.Innermost(table, fromPid) is var (client, process)
            ? client.PidVariables.Select(name => Named(table, variable, name)).FirstOrDefault(named => named is not null) ?? process
            : NamedAncestor(table, fromPid, variable) ?? Leader(table, fromPid);
        return chosen is null ? null : Identity(chosen, table);
    }

    private static ProcessIdentity Identity(ProcessEntry process, IProcessTable table) =>
        new(process.Pid, process.Start, table.Boot, table.Namespace);

    private static ProcessEntry? Named(IProcessTable table, Func<string, string?> variable, string name) =>
        int.TryParse(variable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? table.Find(pid) : null;

    // Such a variable may be inherited from long ago, and its number belong to anybody by now: only an ancestor will do.
    private static ProcessEntry? NamedAncestor(IProcessTable table, int fromPid, Func<string, string?> variable)
    {
        var named = Clients
            .Known.SelectMany(client => client.PidVariables)
            .Select(variable)
            .Where(value => !string.IsNullOrEmpty(value))
            .ToHashSet();
        return named.Count == 0
            ? null
            : Ancestry
                .From(table, fromPid)
                .Skip(1)
                .FirstOrDefault(process => named.Contains(process.Pid.ToString(CultureInfo.InvariantCulture)));
    }

    // A tool that gives each command a terminal of its own makes the command's shell a leader: look further out then.
    private static ProcessEntry? Leader(IProcessTable table, int fromPid) =>
        Ancestry
            .From(table, fromPid)
            .Where(process => process.TerminalSessionLeader > 0 && process.TerminalSessionLeader != fromPid)
            .Select(process => process.TerminalSessionLeader)
            .Distinct()
            .Select(table.Find)
            .FirstOrDefault(leader => leader is not null && !OneCommandShell.Is(leader.CommandLine));
}
