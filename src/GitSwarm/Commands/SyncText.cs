using System.Text.Json.Serialization;
using GitSwarm.Cli;
using GitSwarm.Store;
using GitSwarm.Sync;

namespace GitSwarm.Commands;

/// <summary>What an exchange came to, in words and as JSON.</summary>
internal static class SyncText
{
    private const int MostWarned = 5;

    /// <summary>Tells it.</summary>
    /// <param name="host">The composed command.</param>
    /// <param name="report">What happened.</param>
    /// <param name="request">What was asked.</param>
    /// <param name="quietly">True to say nothing where nothing happened.</param>
    /// <returns>The exit code: 1 where the remote refused something.</returns>
    public static int Tell(SwarmHost host, SyncReport report, SyncRequest request, bool quietly = false)
    {
        var refused = report.Pushed.Where(r => r.IsRefused).ToList();
        if (host.Output.Json)
        {
            host.Output.Answer(Body(report, request), SyncContext.Default.SyncBody);
        }
        if (report.Fetched.Where(r => r.IsRefused).ToList() is [var first, .. var others])
        {
            var more = others.Count > 0 ? $", and {Count(others.Count, "ref")} more" : "";
            host.Output.Warn($"ignored {Texts.Cut(first.Name.Value, 120)} of {Name(report)}: {first.Reason}{more}");
        }
        if (report.Trouble is { } trouble)
        {
            host.Output.Warn($"not everything could be fetched from {Name(report)}: {Texts.Cut(trouble, 200)}");
        }
        if (report.Refused is { } reason)
        {
            host.Output.Refuse($"{Name(report)} does not take what sessions here wrote: {Texts.Cut(reason, 200)}");
            host.Output.Narrate($"hint: {Advice(host, report, reason)}");
            return ExitCode.No;
        }
        foreach (var one in refused.Take(MostWarned))
        {
            host.Output.Refuse($"{Name(report)} refused {Texts.Cut(one.Name.Value, 120)}: {one.Reason}");
        }
        if (!quietly || report.Fetched.Count + report.Pushed.Count > 0)
        {
            host.Output.Did(Summary(report, request));
        }
        return refused.Count > 0 ? ExitCode.No : ExitCode.Yes;
    }

    private static string Name(SyncReport report) => $"'{Texts.Cut(report.Remote.Shown, 60)}'";

    private static string Advice(SwarmHost host, SyncReport report, string reason) =>
        RemoteErrors.IsSignIn(reason)
            ? $"what others wrote was taken; sign in once by hand: git push --dry-run {Texts.Cut(report.Remote.Shown, 60)}"
        : (reason.Contains("hook declined", StringComparison.Ordinal) || reason.Contains("hidden ref", StringComparison.Ordinal))
        && !SyncCommand.ByBranch(host)
            ? "if it allows no refs outside heads and tags; 'git config swarm.syncBranch true' lets sync use a branch, swarm-sync/<clone>"
        : "what others wrote was taken; check that you may push there";

    private static string Summary(SyncReport report, SyncRequest request)
    {
        var fetched = report.Fetched.Where(r => !r.IsRefused).ToList();
        var pushed = report.Pushed.Count(r => !r.IsRefused);
        var would = request.DryRun ? "would have " : "";
        if (fetched.Count + pushed == 0)
        {
            return $"nothing new with {Name(report)}";
        }
        var clones = fetched.Select(f => SwarmRefs.Parse(f.Name)?.CloneId).Distinct().Count();
        var received = fetched.Count == 0 ? "received nothing" : $"received {Count(fetched.Count, "change")} of {Count(clones, "clone")}";
        return $"{would}{received}, sent {(pushed == 0 ? "nothing" : Count(pushed, "change"))}: {Name(report)}";
    }

    private static string Count(int n, string what) => $"{n} {what}{(n == 1 ? "" : "s")}";

    private static SyncBody Body(SyncReport report, SyncRequest request) =>
        new(
            report.Remote.Shown,
            request.DryRun,
            [.. report.Fetched.Select(Of)],
            [.. report.Pushed.Select(Of)],
            report.Refused,
            report.Trouble
        );

    private static RefBody Of(RefResult result) => new(result.Name.Value, result.Action, result.Reason);
}

internal sealed record SyncBody(
    string Remote,
    bool DryRun,
    IReadOnlyList<RefBody> Fetched,
    IReadOnlyList<RefBody> Pushed,
    string? Refused,
    string? Trouble
);

internal sealed record RefBody(
    string Ref,
    string Action,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason
);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    GenerationMode = JsonSourceGenerationMode.Serialization
)]
[JsonSerializable(typeof(SyncBody))]
internal sealed partial class SyncContext : JsonSerializerContext;
