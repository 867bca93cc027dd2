namespace GitSwarm.Hooks;

/// <summary>How a trial run of a hook ended.</summary>
public enum HookProbeOutcome
{
    /// <summary>The program was reached.</summary>
    Reached,

    /// <summary>The hook ran, and the program was not reached.</summary>
    Missed,

    /// <summary>A config setting keeps git from running it.</summary>
    Disabled,

    /// <summary>A line in a hook that is not ours; running it would run the rest of that hook too.</summary>
    ByHand,

    /// <summary>Nothing of ours is installed for the event.</summary>
    NotInstalled,
}

/// <summary>What a trial run showed.</summary>
/// <param name="Event">The git hook.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Detail">What was run, or why not; one line.</param>
public sealed record HookProbeResult(string Event, HookProbeOutcome Outcome, string Detail);

/// <summary>The sign by which an installed hook shows that it reaches the program.</summary>
public static class HookProbe
{
    /// <summary>The variable that makes a run a trial: the absolute path of the file to answer in.</summary>
    public const string Variable = "GIT_SWARM_PROBE";

    /// <summary>Answers a trial run; the program does nothing else then, and exits with 0.</summary>
    /// <param name="file">The value of <see cref="Variable"/>.</param>
    /// <param name="eventName">The event the hook named.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Answer(string file, string eventName) => File.WriteAllText(file, eventName + "\n");

    /// <summary>Whether the file holds the answer for the event.</summary>
    public static bool IsAnswered(string file, string eventName) => File.Exists(file) && File.ReadAllText(file) == eventName + "\n";
}
