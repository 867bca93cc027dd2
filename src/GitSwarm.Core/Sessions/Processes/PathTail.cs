namespace GitSwarm.Sessions.Processes;

/// <summary>Compares the end of a path, component by component.</summary>
/// <remarks>
/// A tail is components with <c>/</c> between, the last one without <c>.exe</c>; <c>*</c> is any one component. Case
/// counts, for <c>Claude</c> is a desktop program and <c>claude</c> the client.
/// </remarks>
internal static class PathTail
{
    /// <summary>Whether a path (with <c>/</c>, or Windows' <c>\</c>) ends in the tail.</summary>
    internal static bool Matches(ReadOnlySpan<char> path, ReadOnlySpan<char> tail)
    {
        if (path.EndsWith(".exe", StringComparison.OrdinalIgnoreCase))
        {
            path = path[..^4];
        }
        while (true)
        {
            var wanted = tail[(tail.LastIndexOf('/') + 1)..];
            var found = path[(path.LastIndexOfAny('/', '\\') + 1)..];
            if (!(wanted is "*" ? found.Length > 0 : found.SequenceEqual(wanted)))
            {
                return false;
            }
            if (wanted.Length == tail.Length)
            {
                return true;
            }
            if (found.Length == path.Length)
            {
                return false;
            }
            tail = tail[..^(wanted.Length + 1)];
            path = path[..^(found.Length + 1)];
        }
    }
}
