using System.ComponentModel;
using System.Diagnostics;

namespace GitSwarm.Sessions.Processes;

/// <summary>Runs a command of the system and takes what it prints.</summary>
internal static class SystemCommand
{
    /// <summary>The standard output; empty when the command is missing or fails.</summary>
    internal static string Read(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        // Times are compared as text: they must not change with the user's language or place.
        start.Environment["LC_ALL"] = "C";
        start.Environment["TZ"] = "UTC0";
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : "";
        }
        catch (Exception error) when (error is Win32Exception or IOException)
        {
            return "";
        }
    }
}
