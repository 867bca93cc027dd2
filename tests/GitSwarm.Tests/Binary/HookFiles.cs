namespace GitSwarm.Tests.Binary;

/// <summary>The hooks as they lie in a repository, files or config.</summary>
internal static class HookFiles
{
    /// <summary>Replaces text in all of them.</summary>
    /// <returns>How many had it.</returns>
    public static int Replace(Cli cli, string text, string by)
    {
        var hooks = Path.Combine(cli.GitDir, "hooks");
        var files = Directory.Exists(hooks) ? Directory.GetFiles(hooks) : [];
        var count = 0;
        foreach (var file in files.Append(Path.Combine(cli.GitDir, "config")))
        {
            var content = File.ReadAllText(file);
            if (content.Contains(text, StringComparison.Ordinal))
            {
                File.WriteAllText(file, content.Replace(text, by, StringComparison.Ordinal));
                count++;
            }
        }
        return count;
    }
}
