using GitSwarm.Store;

namespace GitSwarm.Sync;

/// <summary>A remote records are exchanged with.</summary>
/// <param name="Name">As git knows it: the name of a remote, or a URL.</param>
public sealed record SyncRemote(string Name)
{
    private const int Readable = 30;

    /// <summary>The same without what an address may have in it to sign in with: for people, records and files.</summary>
    public string Shown { get; } = WithoutSecrets(Name);

    /// <summary>The remote as one component of a ref name: itself where it fits, else what fits of it and a hash.</summary>
    public string Key => KeyOf(Shown);

    /// <summary>Where what was fetched from it is kept, for listing.</summary>
    public string Prefix => SwarmRefs.RemoteRoot + Key;

    private static string WithoutSecrets(string name)
    {
        // <scheme>://<user>:<password>@<host>/…, RFC 3986.
        var start = name.IndexOf("://", StringComparison.Ordinal) + 3;
        var end = start < 3 ? -1 : name.IndexOfAny(['/', '?', '#'], start);
        var at = start < 3 ? -1 : name.LastIndexOf('@', (end < 0 ? name.Length : end) - 1);
        return at < start ? name : name[..start] + name[(at + 1)..];
    }

    private static string KeyOf(string name)
    {
        // Some names no file may have on Windows; those a session may not have are the same.
        if (SwarmRefs.IsComponent(name) && name[0] != '-' && SessionId.From(name).Value == name)
        {
            return name;
        }
        var fit = new string([.. name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')]).Trim('-');
        return $"{fit[..Math.Min(fit.Length, Readable)].Trim('-')}-{StableHash.Of(name)}".Trim('-');
    }
}
