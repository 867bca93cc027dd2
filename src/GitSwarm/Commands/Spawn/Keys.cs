using GitSwarm.Cli;

namespace GitSwarm.Commands.Spawn;

/// <summary>What a key means to whoever waits for a run.</summary>
internal enum Pressed
{
    /// <summary>No key, or one that means nothing.</summary>
    Nothing,

    /// <summary><c>b</c>, Ctrl-B: go on in the background.</summary>
    Background,

    /// <summary><c>y</c>: yes to what the agent asks.</summary>
    Yes,

    /// <summary><c>n</c>: no to it.</summary>
    No,
}

/// <summary>What is typed while a run is waited for.</summary>
internal static class Keys
{
    private const char ControlB = '\u0002';

    /// <summary>True where somebody sits at a keyboard and sees what is shown.</summary>
    public static bool AreThere(SwarmHost host) => host.Outside.InputIsTerminal && host.Outside.ErrorIsTerminal;

    /// <summary>The next key that means something; others are passed over.</summary>
    public static Pressed Next(SwarmHost host)
    {
        if (!AreThere(host))
        {
            return Pressed.Nothing;
        }
        try
        {
            while (Console.KeyAvailable)
            {
                if (MeaningOf(Console.ReadKey(intercept: true)) is not Pressed.Nothing and var pressed)
                {
                    return pressed;
                }
            }
        }
        catch (InvalidOperationException)
        {
            // No keyboard after all.
        }
        return Pressed.Nothing;
    }

    private static Pressed MeaningOf(ConsoleKeyInfo key) =>
        key switch
        {
            { KeyChar: 'b' or ControlB } or { Key: ConsoleKey.B, Modifiers: ConsoleModifiers.Control } => Pressed.Background,
            { KeyChar: 'y' } => Pressed.Yes,
            { KeyChar: 'n' } => Pressed.No,
            _ => Pressed.Nothing,
        };
}
