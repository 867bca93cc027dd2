using System.Text;
using GitSwarm.Git;
using GitSwarm.Sessions;

namespace GitSwarm.Doctor;

/// <summary>Finds the bytes of a heartbeat whose object is gone: there are so few possible ones that all can be tried.</summary>
internal static class LostHeartbeats
{
    private const int Days = 3;

    /// <summary>The bytes of those among the ids that are ticks of the last days.</summary>
    public static Dictionary<ObjectId, byte[]> Find(SwarmGit git, IReadOnlyCollection<ObjectId> ids, DateTimeOffset now)
    {
        var found = new Dictionary<ObjectId, byte[]>();
        for (var day = 0; day < Days && found.Count < ids.Count; day++)
        {
            var candidates = Candidates(now - TimeSpan.FromDays(day)).ToList();
            foreach (var (id, bytes) in Hash(git, candidates).Zip(candidates))
            {
                if (ids.Contains(id))
                {
                    found[id] = bytes;
                }
            }
        }
        return found;
    }

    private static IEnumerable<byte[]> Candidates(DateTimeOffset last)
    {
        for (var back = TimeSpan.Zero; back < TimeSpan.FromDays(1); back += HeartbeatRecord.Length)
        {
            foreach (var activity in Enum.GetValues<Activity>())
            {
                yield return Records.Write(HeartbeatRecord.At(last - back, activity), RecordJson.Default.HeartbeatRecord);
            }
        }
    }

    /// <summary>Has git hash many small texts with one process, which it does only for files.</summary>
    private static IEnumerable<ObjectId> Hash(SwarmGit git, List<byte[]> texts)
    {
        var folder = Directory.CreateTempSubdirectory("git-swarm-").FullName;
        try
        {
            var paths = texts.Select((_, i) => Path.Combine(folder, i.ToString())).ToList();
            for (var i = 0; i < texts.Count; i++)
            {
                File.WriteAllBytes(paths[i], texts[i]);
            }
            var input = Encoding.UTF8.GetBytes(string.Concat(paths.Select(p => p + "\n")));
            var result = git.Run(["hash-object", "--no-filters", "--stdin-paths"], input).OrThrow("hash heartbeats");
            return [.. result.Text.Split('\n').Select(l => ObjectId.Parse(l))];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
