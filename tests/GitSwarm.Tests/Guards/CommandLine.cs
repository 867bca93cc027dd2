using System.CommandLine;
using GitSwarm.Cli;
using GitSwarm.Tests.Transcripts;

namespace GitSwarm.Tests.Guards;

/// <summary>The command tree as documents must describe it.</summary>
internal static class CommandLine
{
    private static readonly Command Root = CommandTree.Build(
        [],
        new Outside(
            new Dictionary<string, string>(),
            "/",
            Environment.ProcessId,
            Stream.Null,
            Stream.Null,
            Stream.Null,
            OutputIsTerminal: false,
            Width: 80,
            InThisProcess.ProgramPath
        )
    );

    /// <summary>Every verb with its own options.</summary>
    internal static IReadOnlyDictionary<string, string[]> Verbs { get; } =
        Root.Subcommands.Where(c => !c.Hidden).ToDictionary(c => c.Name, OptionsOf);

    /// <summary>Every verb of a verb, such as <c>task add</c>, with its own options.</summary>
    internal static IReadOnlyDictionary<string, string[]> Nested { get; } =
        Root
            .Subcommands.SelectMany(c => c.Subcommands.Where(s => !s.Hidden).Select(s => (Name: $"{c.Name} {s.Name}", Command: s)))
            .ToDictionary(n => n.Name, n => OptionsOf(n.Command));

    /// <summary>Options of all verbs.</summary>
    internal static IReadOnlyList<string> Global { get; } = [.. Root.Options.SelectMany(o => o.Aliases.Append(o.Name)), "--version"];

    /// <summary>Every option there is, by each of its names.</summary>
    internal static IReadOnlySet<string> Options { get; } =
        Root.Subcommands.SelectMany(Below).Concat(Global).ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<string> Below(Command command) =>
        command.Options.Where(o => !o.Hidden).SelectMany(o => o.Aliases.Append(o.Name)).Concat(command.Subcommands.SelectMany(Below));

    private static string[] OptionsOf(Command command) => [.. command.Options.Where(o => !o.Hidden).Select(o => o.Name)];
}
