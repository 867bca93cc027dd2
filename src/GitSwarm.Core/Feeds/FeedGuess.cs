using System.Globalization;
using GitSwarm.Git;
using GitSwarm.Store;

namespace GitSwarm.Feeds;

/// <summary>Guesses where a feed ends, so that no git has to list it.</summary>
/// <remarks>Only a guess: whoever writes by it has the transaction check that no later segment is there.</remarks>
internal static class FeedGuess
{
    /// <summary>The newest segment that lies in a file of its own; null where that cannot be told.</summary>
    /// <param name="repository">Where.</param>
    /// <param name="kind">Which feed.</param>
    /// <param name="cloneId">This clone.</param>
    /// <param name="session">Whose feed.</param>
    public static RefName? Newest(Repository repository, string kind, string cloneId, SessionId session)
    {
        if (repository.RefFormat == RefFormat.Reftable)
        {
            return null;
        }
        var newest = 0;
        try
        {
            var folder = Path.Combine(repository.CommonDir, SwarmRefs.Prefix(kind), cloneId, session.Value);
            foreach (var file in Directory.EnumerateFiles(folder))
            {
                if (int.TryParse(Path.GetFileName(file), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                {
                    newest = Math.Max(newest, number);
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Nothing written yet, or all of it packed.
        }
        return newest > 0 ? SwarmRefs.Segment(kind, cloneId, session, newest) : null;
    }
}
