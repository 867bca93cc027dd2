using System.Diagnostics;
using Xunit;

namespace GitSwarm.Core.Tests.Processes;

/// <summary>A test against the real /proc.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute() => Skip = OperatingSystem.IsLinux() ? null : "needs the /proc of Linux";
}

/// <summary>A test that makes a pid namespace.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NamespaceFactAttribute : FactAttribute
{
    public NamespaceFactAttribute() => Skip = CanUnshare() ? null : "needs the right to make a pid namespace";

    private static bool CanUnshare()
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo("unshare", ["--pid", "--fork", "--mount-proc", "true"])
                {
                    UseShellExecute = false,
                    RedirectStandardError = true,
                }
            )!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
