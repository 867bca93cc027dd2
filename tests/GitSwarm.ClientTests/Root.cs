namespace GitSwarm.ClientTests;

/// <summary>Files of the sources, found upwards from the tests' own binaries.</summary>
internal static class Root
{
    private static readonly string Directory = Find();

    internal static string File(params string[] names) => Path.Combine([Directory, .. names]);

    private static string Find()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(directory.FullName, "GitSwarm.sln")))
        {
            directory = directory.Parent ?? throw new InvalidOperationException("no GitSwarm.sln above the tests");
        }
        return directory.FullName;
    }
}
