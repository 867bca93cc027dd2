using System.Globalization;
using System.Runtime.InteropServices;

namespace GitSwarm.TestKit;

/// <summary>The environment of a <see cref="Sandbox"/>: a short list, everything else of the machine is dropped.</summary>
internal static class SandboxVariables
{
    internal static Dictionary<string, string> Create(string root, string git)
    {
        var home = Path.Combine(root, "home");
        var folder = Path.GetDirectoryName(git);
        var path = Environment.GetEnvironmentVariable("PATH") ?? "/usr/local/bin:/usr/bin:/bin";
        var date = Sandbox.Epoch.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PATH"] = string.IsNullOrEmpty(folder) ? path : folder + ":" + path,
            ["HOME"] = home,
            ["TMPDIR"] = RealPath.Temporary,
            ["USER"] = "tester",
            ["LOGNAME"] = "tester",
            ["TERM"] = "dumb",
            ["TZ"] = "UTC",
            ["LC_ALL"] = "C.UTF-8",
            ["GIT_CONFIG_NOSYSTEM"] = "1",
            ["GIT_CONFIG_GLOBAL"] = Path.Combine(home, ".gitconfig"),
            // A temporary directory inside somebody's repository must not be taken for a part of it.
            ["GIT_CEILING_DIRECTORIES"] = root,
            ["GIT_TERMINAL_PROMPT"] = "0",
            ["GIT_PAGER"] = "cat",
            ["GIT_EDITOR"] = "true",
            ["GIT_AUTHOR_NAME"] = "Tester",
            ["GIT_AUTHOR_EMAIL"] = "tester@example.com",
            ["GIT_AUTHOR_DATE"] = date,
            ["GIT_COMMITTER_NAME"] = "Tester",
            ["GIT_COMMITTER_EMAIL"] = "tester@example.com",
            ["GIT_COMMITTER_DATE"] = date,
            // A git-swarm that is not compiled ahead of time looks here for its runtime.
            ["DOTNET_ROOT"] = DotnetRoot(),
            ["DOTNET_NOLOGO"] = "1",
        };
    }

    // <root>/shared/Microsoft.NETCore.App/<version>/
    private static string DotnetRoot() => Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
}
