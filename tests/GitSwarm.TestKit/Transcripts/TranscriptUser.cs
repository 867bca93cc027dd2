using System.Globalization;

namespace GitSwarm.TestKit;

/// <summary>Somebody at a terminal of their own: a directory, a living process, variables they exported.</summary>
internal sealed class TranscriptUser(string name, string directory) : IDisposable
{
    private readonly int process = Processes.StartSleeper();

    /// <summary>Where they are.</summary>
    internal string Directory { get; set; } = directory;

    /// <summary>What they exported; null where they unset something.</summary>
    internal Dictionary<string, string?> Exported { get; } = new(StringComparer.Ordinal);

    /// <summary>Everything a program they start sees.</summary>
    internal Dictionary<string, string> Variables(IDictionary<string, string> common)
    {
        var all = new Dictionary<string, string>(common, StringComparer.Ordinal)
        {
            ["PWD"] = Directory,
            ["GIT_SWARM_PID"] = process.ToString(CultureInfo.InvariantCulture),
        };
        if (name.Length > 0)
        {
            var shown = char.ToUpperInvariant(name[0]) + name[1..];
            all["USER"] = all["LOGNAME"] = name;
            all["GIT_AUTHOR_NAME"] = all["GIT_COMMITTER_NAME"] = shown;
            all["GIT_AUTHOR_EMAIL"] = all["GIT_COMMITTER_EMAIL"] = name + "@example.com";
        }
        foreach (var (key, value) in Exported)
        {
            if (value is null)
            {
                all.Remove(key);
            }
            else
            {
                all[key] = value;
            }
        }
        return all;
    }

    /// <summary>Waits until their process, which they killed, is gone.</summary>
    internal void AwaitEnd() => Processes.AwaitEnd(process);

    /// <inheritdoc/>
    public void Dispose() => Processes.Kill(process);
}
