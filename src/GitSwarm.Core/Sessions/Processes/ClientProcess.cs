namespace GitSwarm.Sessions.Processes;

/// <summary>Finds the agent client that a process works for.</summary>
public static class ClientProcess
{
    /// <summary>The nearest client among a process and its ancestors, so that a Codex started inside Claude is Codex.</summary>
    /// <param name="table">The processes.</param>
    /// <param name="fromPid">Where to start, itself included.</param>
    /// <param name="below">Only processes below this one count: an agent that was launched does not work for whoever launched it. Null: all.</param>
    /// <returns>The client and its process; null when a person's shell is all there is, or a sandbox hides the client.</returns>
    public static (Client Client, ProcessEntry Process)? Innermost(IProcessTable table, int fromPid, int? below = null)
    {
        foreach (var process in Ancestry.From(table, fromPid))
        {
            if (process.Pid == below)
            {
                return null;
            }
            if (KnownClients.Of(process) is { } client)
            {
                return (client, process);
            }
        }
        return null;
    }
}
