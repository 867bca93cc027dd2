namespace GitSwarm.Sessions.Processes;

/// <summary>Tells this host from others, without saying which one it is.</summary>
public static class HostIdentity
{
    /// <summary>Where Linux keeps the machine id, machine-id(5).</summary>
    public const string MachineIdPath = "/etc/machine-id";

    // machine-id(5) asks not to show the id to others. The hash is no cryptographic one, but half of it is not enough
    // to compute the id from: 63 bits are missing.
    private const int Length = StableHash.Length / 2;

    /// <summary>A fingerprint of the host: 13 characters of <c>[a-z2-7]</c>, the same until the system is installed anew.</summary>
    /// <param name="machineIdPath">A file with the machine id; missing, empty or <c>uninitialized</c> ones do not count.</param>
    /// <param name="hostName">What the fingerprint is made of then; it changes with the name.</param>
    public static string Fingerprint(string machineIdPath, string hostName) =>
        StableHash.Of(MachineId(machineIdPath) is { } id ? $"git-swarm machine {id}" : $"git-swarm host {hostName}")[..Length];

    private static string? MachineId(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim() is { Length: > 0 } id && id != "uninitialized" ? id : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
