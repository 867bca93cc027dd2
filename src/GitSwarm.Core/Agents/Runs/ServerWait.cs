using GitSwarm.Agents.Plans;
using GitSwarm.Agents.Servers;

namespace GitSwarm.Agents.Runs;

/// <summary>Holds a run back until the servers it requires can be worked with ([C6]).</summary>
internal static class ServerWait
{
    /// <summary>Waits.</summary>
    /// <param name="plan">The plan, with the directory it works in.</param>
    /// <param name="given">Variables, time and pace.</param>
    /// <param name="control">Tells when the run is to end.</param>
    /// <param name="log">Is told what is waited for.</param>
    /// <returns>Which servers are missing, and whether the run is to end; none and no where it can start.</returns>
    public static (IReadOnlyList<MissingServer> Missing, Interruption Why) For(
        LaunchPlan plan,
        Supervision given,
        RunControl control,
        RunLog log
    )
    {
        var asked = plan.Tools.RequiredServers.Where(s => s.Config is not null).ToList();
        if (asked.Count == 0)
        {
            return ([], Interruption.None);
        }
        log.Step(
            $"waiting for the {(asked.Count == 1 ? "server" : "servers")} {string.Join(", ", asked.Select(s => Texts.Cut(s.Name, 40)))}"
        );
        using var cancel = new CancellationTokenSource();
        var waiting = Task.Run(() =>
            RequiredServers.Await(asked, plan.Context.Directory, given.Variables, given.ServerPace, given.Clock, cancel.Token)
        );
        while (Task.WaitAny([waiting], RunControl.Pause) < 0)
        {
            if (control.Look() is not Interruption.None and var why)
            {
                cancel.Cancel();
                Task.WaitAny([waiting], RunControl.Patience);
                return ([], why);
            }
        }
        return (waiting.GetAwaiter().GetResult(), Interruption.None);
    }

    /// <summary>What is missing, in one line.</summary>
    public static string Reason(IEnumerable<MissingServer> missing) =>
        string.Join("; ", missing.Select(m => $"required server '{Texts.Cut(m.Name, 40)}' is not available: {m.Reason}"));
}
