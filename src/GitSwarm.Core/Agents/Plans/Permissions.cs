using GitSwarm.Agents.Definitions;

namespace GitSwarm.Agents.Plans;

/// <summary>A mode that was asked for.</summary>
/// <param name="Mode">The mode.</param>
/// <param name="From"><c>call</c>, <c>definition</c> or <c>fork</c>.</param>
/// <param name="IsOfAdmin">True where an administrator answers for it.</param>
public sealed record AskedMode(PermissionMode Mode, string From, bool IsOfAdmin);

/// <summary>Whom an agent may ask.</summary>
/// <param name="MayAsk">Whether it may ask at all ([M3]).</param>
/// <param name="AsksParent">Whether it asks its parent.</param>
/// <param name="ChecksFirst">Whether rules and hooks are tried before anybody is asked ([M4]).</param>
public sealed record Asking(bool MayAsk, bool AsksParent, bool ChecksFirst);

/// <summary>What an agent may do without asking. The whole table is in docs/decisions/0020-permission-modes.md, and is its test.</summary>
public static class Permissions
{
    /// <summary>The mode where nobody says any.</summary>
    public const PermissionMode Default = PermissionMode.AcceptEdits;

    /// <summary>The mode it works under ([M1], [M2]).</summary>
    /// <param name="parent">Its parent's; null where nobody knows.</param>
    /// <param name="isAgent">True where its parent is no person's shell.</param>
    /// <param name="asked">What the call asks for, else the definition; null: nothing.</param>
    public static (PlannedValue Mode, PlanNote? Note) Decide(PermissionMode? parent, bool isAgent, AskedMode? asked)
    {
        if (parent is PermissionMode.BypassPermissions or PermissionMode.AcceptEdits or PermissionMode.Auto)
        {
            var differs = asked is not null && asked.Mode != parent;
            return (
                Value(parent.Value, "parent"),
                differs
                    ? new PlanNote(
                        "M1",
                        $"the {asked!.From}'s mode {Word(asked.Mode)} does not hold: its parent's {Word(parent.Value)} does"
                    )
                    : null
            );
        }
        if (asked is { Mode: PermissionMode.BypassPermissions, IsOfAdmin: false } && (parent is not null || isAgent))
        {
            // Nobody gets more by having another do it. What cannot be known is not taken for the best.
            return (
                Value(parent ?? Default, parent is null ? "default" : "parent"),
                new PlanNote(
                    "M2",
                    $"the {asked.From} asks for bypassPermissions, "
                        + (
                            parent is { } known
                                ? $"and its parent has {Word(known)}: clamped to that"
                                : $"and nobody knows what its parent may do: clamped to {Word(Default)}"
                        )
                )
            );
        }
        var mode = asked?.Mode ?? Default;
        var isLooser =
            parent is PermissionMode.Plan or PermissionMode.DontAsk
            && mode is PermissionMode.AcceptEdits or PermissionMode.Auto or PermissionMode.BypassPermissions;
        return (
            Value(mode, asked?.From ?? "default"),
            isLooser && parent is not null
                ? new PlanNote("M1", $"{Word(mode)} allows more than its parent's {Word(parent.Value)}; --mode gives it another")
                : null
        );
    }

    /// <summary>Whom it may ask ([M3], [M4]).</summary>
    /// <param name="given">What whoever calls decided; null: nothing.</param>
    /// <param name="mode">The mode it works under.</param>
    /// <param name="background">True where nobody waits for it.</param>
    public static Asking Ask(bool? given, PermissionMode mode, bool background)
    {
        var bubbles = mode == PermissionMode.Bubble;
        var may = given ?? (bubbles || !background);
        return new Asking(may, may && bubbles, may && bubbles && background);
    }

    private static PlannedValue Value(PermissionMode mode, string from) => new(Word(mode), from);

    private static string Word(PermissionMode mode) => DefinitionWords.Of(mode);
}
