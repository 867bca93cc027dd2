using GitSwarm.Git;

namespace GitSwarm.Doctor;

/// <summary>Has somebody's git written reflogs for our refs?</summary>
/// <remarks>
/// A reflog on a ref that is no commit makes <c>git gc</c> complain. Ours are never written; those of a tool with
/// <c>core.logAllRefUpdates=always</c> are. Reftable keeps them inside its tables, where nothing complains.
/// </remarks>
internal static class ReflogsCheck
{
    public static IEnumerable<Finding> Look(Patient patient)
    {
        var folders = Folders(patient.Repository).Where(Directory.Exists).ToList();
        var count = folders.Sum(f => Directory.EnumerateFiles(f, "*", SearchOption.AllDirectories).Count());
        yield return count == 0
            ? new Finding("none for refs/swarm")
            : new Finding(
                $"{count} {(count == 1 ? "reflog" : "reflogs")} under logs/refs/swarm, of which 'git gc' would complain",
                "delete the directory",
                new Mending("deleted", () => folders.All(Delete))
            );
    }

    private static bool Delete(string folder)
    {
        Directory.Delete(folder, recursive: true);
        return true;
    }

    private static string[] Folders(Repository repository)
    {
        var logs = Path.Combine(repository.CommonDir, "logs", "refs");
        return [Path.Combine(logs, "swarm"), Path.Combine(logs, "swarm-remote")];
    }
}
