namespace GitSwarm.TestKit;

/// <summary>Programs of others that some tests need.</summary>
/// <remarks>
/// Looked up in <c>node_modules/.bin</c> of <c>GIT_SWARM_TEST_TOOLS</c> (default <c>~/.cache/git-swarm-tests/node</c>) and on
/// PATH; gits are those of <see cref="Gits"/>.
/// </remarks>
public static class TestTools
{
    /// <summary>Where npm put its programs; it may not exist.</summary>
    public static string NodeBin { get; } =
        Path.Combine(
            Environment.GetEnvironmentVariable("GIT_SWARM_TEST_TOOLS")
                ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "git-swarm-tests", "node"),
            "node_modules",
            ".bin"
        );

    /// <summary>The absolute path of a program; <c>git 2.54</c> means the oldest git here of at least that version. Null when there is none.</summary>
    public static string? Find(string tool) =>
        tool.StartsWith("git ", StringComparison.Ordinal)
            ? Gits.Known.Where(g => g.Exists && Gits.VersionOf(g) >= Version.Parse(tool[4..])).Select(g => g.Program).FirstOrDefault()
            : Directories().Select(d => Path.Combine(d, tool)).FirstOrDefault(File.Exists);

    /// <summary>Why a test that needs these programs does not run here, and what installs them.</summary>
    public static string Absence(params string[] programs) =>
        $"not installed: {string.Join(", ", programs)}; run {string.Join(" and ", programs.SelectMany(Installers).Distinct())}";

    private static string[] Installers(string program) =>
        program switch
        {
            "sshd" => ["apt-get install openssh-server"],
            "ssh" or "ssh-keygen" => ["apt-get install openssh-client"],
            "tmux" => ["apt-get install tmux"],
            _ => ["tests/tools/install-hook-tools.sh", "tests/tools/newer-git.sh"],
        };

    // The last for sshd, which is not on everybody's PATH.
    private static IEnumerable<string> Directories() =>
        [
            NodeBin,
            .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
            "/usr/sbin",
        ];
}
