namespace GitSwarm.Clients.Settings;

/// <summary>A file to write or to delete, provided it still holds what the plan saw.</summary>
/// <param name="Path">Absolute path of the file itself, never of a link to it.</param>
/// <param name="Before">The bytes the plan was made for; null for an absent file.</param>
/// <param name="After">The bytes to write; null to delete the file.</param>
/// <param name="MadeFolders">With a deleted file, how many directories above it go, too, if they are empty.</param>
public sealed record SettingsChange(string Path, byte[]? Before, byte[]? After, int MadeFolders = 0);

/// <summary>One thing to do, or to tell.</summary>
/// <param name="Text">What it does, in the imperative, without a final dot.</param>
/// <param name="Undo">A command that takes it back; null when nothing changes.</param>
/// <param name="Advice">Lines for the user to act on; empty mostly.</param>
/// <param name="Change">What is changed on disk; null for nothing.</param>
public sealed record SettingsStep(string Text, string? Undo, IReadOnlyList<string> Advice, SettingsChange? Change);

/// <summary>Every step, decided before the first one is done.</summary>
/// <param name="Steps">In the order they are done.</param>
public sealed record SettingsPlan(IReadOnlyList<SettingsStep> Steps)
{
    /// <summary>What is changed on disk, in order.</summary>
    public IEnumerable<SettingsChange> Changes => Steps.Select(s => s.Change).OfType<SettingsChange>();
}
