using System.Diagnostics;
using GitSwarm.Sessions;
using GitSwarm.Sessions.Processes;

namespace GitSwarm.Agents.Members;

/// <summary>Tells when the lead of a member is gone: by its process, and only then by the records.</summary>
/// <remarks>A lead without a process is looked up twice a minute, for only its records can tell.</remarks>
/// <param name="scene">The member.</param>
/// <param name="processes">The processes of this machine.</param>
public sealed class LeadWatch(MemberScene scene, IProcessTable processes)
{
    private static readonly TimeSpan Slowest = TimeSpan.FromSeconds(30);

    private readonly MemberMail mail = new(scene);
    private ProcessIdentity? process;
    private long? looked;

    /// <summary>True once the team has no lead any more. Costs a look at one process while all is well.</summary>
    public bool IsGone()
    {
        if (process is { } known ? Liveness.Of(known, processes) != Life.Dead : looked is { } at && Stopwatch.GetElapsedTime(at) < Slowest)
        {
            return false;
        }
        looked = Stopwatch.GetTimestamp();
        var isLed = mail.HasLead(out var record);
        process = record is { Pid: { } pid, Start: { } start, Boot: { } boot }
            ? new ProcessIdentity(pid, start, boot, record.Namespace)
            : null;
        return !isLed;
    }
}
