using System.Diagnostics;

namespace GitSwarm.Teams.Panes;

/// <summary>Watches the screen of a pane for what was typed into it.</summary>
internal static class PaneWatch
{
    /// <summary>Between two looks.</summary>
    internal static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(300);

    /// <summary>Waits until a screen shows the end of a text more often than before, or else has changed and come to rest.</summary>
    /// <param name="pane">The pane.</param>
    /// <param name="before">The screen before.</param>
    /// <param name="text">The text; null for Enter, after which any change will do.</param>
    /// <param name="look">What the screen shows; null when the pane is gone.</param>
    /// <returns>The screen then.</returns>
    /// <exception cref="SwarmException">Nothing changed for five seconds, or the pane went before it had the text.</exception>
    internal static string Await(string pane, string before, string? text, Func<string?> look)
    {
        var ends = text is null ? 0 : PaneTexts.Ends(before, text);
        var (since, last, changed) = (Stopwatch.GetTimestamp(), before, Stopwatch.GetTimestamp());
        while (Stopwatch.GetElapsedTime(since) < Patience)
        {
            if (look() is not { } screen)
            {
                // Enter may have been its last.
                return text is null ? before : throw NotTaken(pane, "it is gone");
            }
            changed = screen == last ? changed : Stopwatch.GetTimestamp();
            last = screen;
            if (screen != before && (text is null || PaneTexts.Ends(screen, text) > ends || Stopwatch.GetElapsedTime(changed) >= Rest))
            {
                return screen;
            }
            Thread.Sleep(Step);
        }
        // A screen that never rests, as one with a clock, may have folded the text.
        return last != before ? last : throw NotTaken(pane, text is null ? "Enter did nothing" : "the text did not arrive");
    }

    /// <summary>Says that a pane did not do what was typed.</summary>
    internal static SwarmException NotTaken(string pane, string why) =>
        PaneProgram.Failed($"pane {pane} took no text: {why}", "look at the pane, or send the member a message instead");
}
