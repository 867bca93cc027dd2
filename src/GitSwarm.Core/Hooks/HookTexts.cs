using System.Reflection;

namespace GitSwarm.Hooks;

/// <summary>The texts of one version of the hooks.</summary>
/// <param name="Header">The lines above the block in a file that is ours altogether, the shebang first.</param>
/// <param name="Block">The marked lines that call the program.</param>
/// <param name="Command">The same in one line, for <c>hook.&lt;name&gt;.command</c>; git appends <c>"$@"</c> to it.</param>
public sealed record HookVersion(string Header, HookTemplate Block, HookTemplate Command);

/// <summary>Every text that git-swarm ever installed.</summary>
/// <remarks>
/// What is in a user's repository is recognised by comparing it with these texts, byte for byte. So a text that was
/// released never changes: its files move to <c>hooks/git/v1/</c>, the new ones take their place with the next number in
/// their marker line, and <see cref="Embedded"/> lists both.
/// </remarks>
/// <param name="Versions">The newest first; it is the one that gets installed.</param>
/// <param name="Snippet">The line for a hook that we do not write to.</param>
public sealed record HookTexts(IReadOnlyList<HookVersion> Versions, HookTemplate Snippet)
{
    /// <summary>The line that opens our block.</summary>
    public const string Open = "# >>> git-swarm >>>";

    /// <summary>The line that closes our block.</summary>
    public const string Close = "# <<< git-swarm <<<";

    /// <summary>What stands, with a number after it, in every text of ours.</summary>
    public const string Marker = "git-swarm hook v";

    /// <summary>The texts that came with this program.</summary>
    public static HookTexts Embedded { get; } = new([Load("hooks/git/")], new HookTemplate(Read("hooks/git/snippet.sh").TrimEnd('\n')));

    /// <summary>The texts that get installed.</summary>
    public HookVersion Newest => Versions[0];

    private static HookVersion Load(string folder) =>
        new(
            Read(folder + "header.sh"),
            new HookTemplate(Read(folder + "block.sh")),
            new HookTemplate(Read(folder + "command.sh").TrimEnd('\n'))
        );

    private static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
