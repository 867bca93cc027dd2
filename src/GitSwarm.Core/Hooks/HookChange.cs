namespace GitSwarm.Hooks;

/// <summary>One change on disk or in the config that a step consists of.</summary>
public abstract record HookChange
{
    private HookChange() { }

    /// <summary>Writes an executable file in one go, provided it still holds what the plan saw.</summary>
    /// <param name="Path">Absolute path.</param>
    /// <param name="Before">The bytes the plan was made for; null for an absent file.</param>
    /// <param name="After">The bytes to write.</param>
    public sealed record WriteFile(string Path, byte[]? Before, byte[] After) : HookChange;

    /// <summary>Deletes a file, provided it still holds what the plan saw.</summary>
    /// <param name="Path">Absolute path.</param>
    /// <param name="Before">The bytes the plan was made for.</param>
    public sealed record DeleteFile(string Path, byte[] Before) : HookChange;

    /// <summary>Creates a directory.</summary>
    /// <param name="Path">Absolute path.</param>
    public sealed record CreateDirectory(string Path) : HookChange;

    /// <summary>Deletes a directory if nothing is left in it.</summary>
    /// <param name="Path">Absolute path.</param>
    public sealed record DeleteEmptyDirectory(string Path) : HookChange;

    /// <summary>Sets a key of the repository's config to exactly this value.</summary>
    /// <param name="Key">Such as <c>hook.swarm-pre-commit.event</c>.</param>
    /// <param name="Value">The value, as it is.</param>
    public sealed record SetConfig(string Key, string Value) : HookChange;

    /// <summary>Removes every value of a key from the repository's config.</summary>
    /// <param name="Key">Such as <c>swarm.createdHooksDir</c>.</param>
    public sealed record UnsetConfig(string Key) : HookChange;

    /// <summary>Removes a whole section from the repository's config.</summary>
    /// <param name="Section">Such as <c>hook.swarm-pre-commit</c>.</param>
    public sealed record RemoveSection(string Section) : HookChange;
}
