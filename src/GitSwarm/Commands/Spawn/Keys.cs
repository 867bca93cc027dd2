using GitSwarm.Cli;

namespace GitSwarm.Commands.Spawn;

/// <summary>What is typed while a run is waited for.</summary>
internal static class Keys
{
    private const char ControlB = '\u0002';

    /// <summary>True once <c>b</c> or Ctrl-B was typed; other keys are passed over.</summary>
    public static bool WantsBackground(SwarmHost host)
    {
        if (!host.Outside.InputIsTerminal || !host.Outside.ErrorIsTerminal)
        {
            return false;
        }
        try
        {
            while (Console.KeyAvailable)
            {
                var key = Console.ReadKey(intercept: true);
                if (key.KeyChar is 'b' or ControlB || key is { Key: ConsoleKey.B, Modifiers: ConsoleModifiers.Control })
                {
                    return true;
                }
            }
        }
        catch (InvalidOperationException)
        {
            // No keyboard after all.
        }
        return false;
    }
}
