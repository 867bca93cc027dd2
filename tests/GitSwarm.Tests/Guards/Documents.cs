namespace GitSwarm.Tests.Guards;

/// <summary>The files of this repository, found upwards from the tests' own binaries.</summary>
internal static class Documents
{
    private static readonly string Root = Find();

    internal static string PathOf(string path) => Path.Combine(Root, path);

    internal static string Read(string path) => File.ReadAllText(PathOf(path));

    private static string Find()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "GitSwarm.sln")))
        {
            directory = directory.Parent ?? throw new InvalidOperationException("no GitSwarm.sln above the tests");
        }
        return directory.FullName;
    }
}
