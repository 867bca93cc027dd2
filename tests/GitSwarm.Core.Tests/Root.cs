namespace GitSwarm.Tests;

/// <summary>The directory of the sources, found upwards from the tests' own binaries.</summary>
internal static class Root
{
    internal static string Path { get; } = Find();

    private static string Find()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(directory.FullName, "GitSwarm.sln")))
        {
            directory = directory.Parent ?? throw new InvalidOperationException("no GitSwarm.sln above the tests");
        }
        return directory.FullName;
    }
}
