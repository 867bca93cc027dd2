namespace GitSwarm.Cli;

/// <summary>Exit codes; git's own numbers.</summary>
public static class ExitCode
{
    /// <summary>Yes, or done.</summary>
    public const int Yes = 0;

    /// <summary>The answer is no.</summary>
    public const int No = 1;

    /// <summary>It could not be done.</summary>
    public const int Fatal = 128;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 129;

    /// <summary>The terminal hung up (SIGHUP).</summary>
    public const int HungUp = 129;

    /// <summary>Interrupted with Ctrl-C (SIGINT).</summary>
    public const int Interrupted = 130;

    /// <summary>Asked to end (SIGTERM).</summary>
    public const int Terminated = 143;
}
