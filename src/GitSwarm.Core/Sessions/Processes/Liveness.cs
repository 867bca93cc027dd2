namespace GitSwarm.Sessions.Processes;

/// <summary>What is known of a recorded process.</summary>
public enum Life
{
    /// <summary>It runs.</summary>
    Alive,

    /// <summary>It does not run and never will again.</summary>
    Dead,

    /// <summary>It cannot be judged from here: only ticks and time limits count.</summary>
    Unknown,
}

/// <summary>Judges from a process table whether a recorded process still runs.</summary>
/// <remarks>
/// The caller asks only about records that carry this host's fingerprint (<see cref="HostIdentity"/>). That narrows the
/// question but is no proof: container images and cloned machines share a machine id, and with a shared disk their
/// records meet. A wrong <see cref="Life.Dead"/> voids the claims of somebody at work, a wrong <see cref="Life.Unknown"/>
/// costs a wait for the time limit; so whatever does not prove an end is unknown.
/// <list type="table">
/// <item><term>boot or namespace unreadable, then or now</term><description>unknown</description></item>
/// <item><term>same boot, same namespace</term><description>number and start decide</description></item>
/// <item><term>the same, and others' processes are hidden</term><description>one that is not seen is unknown</description></item>
/// <item><term>same boot, other namespace</term><description>unknown: a container beside us, or the host around us</description></item>
/// <item><term>other boot, both in the first namespace, or on a system without any</term><description>dead: the host was restarted since</description></item>
/// <item><term>other boot, any other namespace</term><description>
/// unknown, even where the namespaces have one name: kernels hand those numbers out in the same order after each start,
/// so equal numbers on two machines are likely, and a restarted container cannot be told from one elsewhere
/// </description></item>
/// </list>
/// </remarks>
public static class Liveness
{
    /// <summary>The namespace every Linux system starts with; its number is fixed (<c>PROC_PID_INIT_INO</c>, linux/proc_ns.h).</summary>
    public const string FirstNamespace = "pid:[4026531836]";

    /// <summary>The life of a recorded process.</summary>
    /// <param name="recorded">A process recorded on this host.</param>
    /// <param name="table">A table read after the record.</param>
    public static Life Of(ProcessIdentity recorded, IProcessTable table)
    {
        if (recorded.Boot is "" || table.Boot is "" || recorded.Namespace is "" || table.Namespace is "")
        {
            return Life.Unknown;
        }
        if (recorded.Namespace != table.Namespace)
        {
            return Life.Unknown;
        }
        if (recorded.Boot != table.Boot)
        {
            return table.Namespace is null or FirstNamespace ? Life.Dead : Life.Unknown;
        }
        return table.StartOf(recorded.Pid) is { } start
            ? start == recorded.Start
                ? Life.Alive
                : Life.Dead
            : table.HidesOthers
                ? Life.Unknown
                : Life.Dead;
    }
}
