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
        var line = new List<ProcessEntry>();
        foreach (var process in Ancestry.From(table, fromPid))
        {
            if (KnownClients.Of(process) is { } client)
            {
                return Identity(NamedBy(client, table, variable) ?? process, table);
            }
            line.Add(process);
        }
        return (NamedAncestor(line, variable) ?? Leader(line, table, fromPid)) is { } chosen ? Identity(chosen, table) : null;
    }

    private static ProcessIdentity Identity(ProcessEntry process, IProcessTable table) =>
        new(process.Pid, process.Start, table.Boot, table.Namespace);

    private static ProcessEntry? NamedBy(Client client, IProcessTable table, Func<string, string?> variable) =>
        client.PidVariables.Select(name => Named(table, variable, name)).FirstOrDefault(named => named is not null);

    private static ProcessEntry? Named(IProcessTable table, Func<string, string?> variable, string name) =>
        int.TryParse(variable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? table.Find(pid) : null;

    // Such a variable may be inherited from long ago, and its number belong to anybody by now: only an ancestor will do.
    private static ProcessEntry? NamedAncestor(List<ProcessEntry> line, Func<string, string?> variable)
    {
        var named = KnownClients.All.SelectMany(client => client.PidVariables).Select(variable).ToHashSet();
        return line.Skip(1).FirstOrDefault(process => named.Contains(process.Pid.ToString(CultureInfo.InvariantCulture)));
    }

    // A tool that gives each command a terminal of its own makes the command's shell a leader: look further out then.
    private static ProcessEntry? Leader(List<ProcessEntry> line, IProcessTable table, int fromPid) =>
        line.Select(process => process.TerminalSessionLeader)
            .Where(leader => leader > 0 && leader != fromPid)
            .Distinct()
            .Select(leader => line.Find(process => process.Pid == leader) ?? table.Find(leader))
            .FirstOrDefault(leader => leader is not null && !OneCommandShell.Is(leader.CommandLine));
}
