using System.Globalization;

namespace GitSwarm.Commands.ClientHooks;

/// <summary>What the hook of a client does other than to answer an event at once.</summary>
/// <param name="Wakes">It waits for mail beside the session (<c>--wake</c>).</param>
/// <param name="Marks">It notes for the session's supervisor whether it is at its turn (<c>--turn</c>).</param>
/// <param name="Asks">It asks the session's parent, and waits so long for the answer (<c>--ask &lt;seconds&gt;</c>); null: it does not.</param>
internal readonly record struct HookMode(bool Wakes, bool Marks, TimeSpan? Asks)
{
    /// <summary>Reads the arguments after the client.</summary>
    public static HookMode Of(ReadOnlySpan<string> args) =>
        args is ["--ask", var seconds, ..] && int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var patience)
            ? new HookMode(false, false, TimeSpan.FromSeconds(patience))
            : new HookMode(args.Contains("--wake"), args.Contains("--turn"), null);
}
