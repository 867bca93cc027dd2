using System.CommandLine;
using GitSwarm.Cli;

namespace GitSwarm.Commands;

internal static class DoctorCommand
{
    public static Command Create(Runner run)
    {
        var c = new Command("doctor", "Check everything, and mend what can be mended");
        run.On(c, (h, p) => 0);
        return c;
    }
}
