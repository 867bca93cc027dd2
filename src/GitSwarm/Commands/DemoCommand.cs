using System.CommandLine;
using GitSwarm.Cli;

namespace GitSwarm.Commands;

internal static class DemoCommand
{
    public static Command Create(Runner run)
    {
        var c = new Command("demo", "The whole story in a throw-away repository");
        run.On(c, (h, p) => 0);
        return c;
    }
}
