namespace GitSwarm.Doctor;

/// <summary>May the user write where git writes?</summary>
/// <remarks>One command run as another user leaves directories in <c>objects</c> that belong to that user, and later writes fail now and then.</remarks>
internal static class RightsCheck
{
    public static IEnumerable<Finding> Look(Patient patient)
    {
        var common = patient.Repository.CommonDir;
        var closed = Directories(common, patient.Repository.SwarmDir).Where(d => !patient.CanWrite(d)).ToList();
        if (closed.Count == 0)
        {
            yield return new Finding($"{Texts.OneLine(common)} is writable");
            yield break;
        }
        var others = closed.Count > 1 ? $" and {closed.Count - 1} more directories" : "";
        yield return new Finding(
            $"you may not write to {Texts.OneLine(closed[0])}{others}",
            $"give {Texts.OneLine(common)} back to its user: sudo chown -R \"$(id -u)\" {Hooks.ShellQuote.Quote(common)}"
        );
    }

    private static IEnumerable<string> Directories(string common, string swarm)
    {
        var objects = Path.Combine(common, "objects");
        string[] fixedOnes =
        [
            common,
            objects,
            Path.Combine(objects, "pack"),
            Path.Combine(common, "refs"),
            Path.Combine(common, "reftable"),
            swarm,
        ];
        var fanOut = Directory.Exists(objects) ? Directory.EnumerateDirectories(objects, "??") : [];
        var refs = Path.Combine(common, "refs", "swarm");
        var ours = Directory.Exists(refs) ? Directory.EnumerateDirectories(refs, "*", SearchOption.AllDirectories).Prepend(refs) : [];
        return fixedOnes.Where(Directory.Exists).Concat(fanOut).Concat(ours);
    }
}
