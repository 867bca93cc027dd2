using System.Text.Json.Serialization;
using GitSwarm.Claims;
using GitSwarm.Cli;

namespace GitSwarm.Commands;

/// <summary>Claims as JSON; the fields are those of docs/cli.md.</summary>
internal sealed record ClaimBody(
    string Id,
    string Pattern,
    bool Shared,
    bool Auto,
    string? Reason,
    string Session,
    string? Name,
    string? Client,
    string? Branch,
    string At,
    string ExpiresAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Host,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? AsOf
)
{
    public static ClaimBody Of(Claim c) =>
        new(
            c.Record.Id,
            c.Pattern.Text,
            c.IsShared,
            c.IsAuto,
            c.Record.Reason,
            c.Ref.Stream,
            c.Holder?.Name,
            c.Holder?.Record.Client,
            c.Holder?.Record.Branch,
            Ages.Rfc3339(c.Record.At),
            Ages.Rfc3339(c.Record.Until),
            Who.HostElsewhere(c.Holder),
            Who.AsOf(c.Holder)
        );
}

/// <summary>A claim of the caller's own, in answers that need not say whose it is.</summary>
internal sealed record OwnClaimBody(string Id, string Pattern, bool Shared, string? Reason, string At, string ExpiresAt)
{
    public static OwnClaimBody Of(ClaimRecord r) =>
        new(r.Id, r.Pattern, r.Shared == true, r.Reason, Ages.Rfc3339(r.At), Ages.Rfc3339(r.Until));
}

/// <summary>What <c>claim</c> answers when all were granted.</summary>
internal sealed record GrantedBody(IReadOnlyList<OwnClaimBody> Granted, IReadOnlyList<ClaimBody> TakenOver);

/// <summary>What <c>claim</c> answers when one was held: the form of every failure, and what is in the way.</summary>
internal sealed record HeldBody(FailureBody Error, IReadOnlyList<ClaimBody> Conflicts);

/// <summary>What <c>release</c> answers.</summary>
internal sealed record ReleasedBody(IReadOnlyList<OwnClaimBody> Released);

/// <summary>One thing that editing a path would meet.</summary>
internal sealed record MeetingBody(string Path, string Kind, string? Session, string? Name, string? Branch, string? At, ClaimBody? Claim);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    GenerationMode = JsonSourceGenerationMode.Serialization
)]
[JsonSerializable(typeof(ClaimBody[]))]
[JsonSerializable(typeof(GrantedBody))]
[JsonSerializable(typeof(HeldBody))]
[JsonSerializable(typeof(ReleasedBody))]
[JsonSerializable(typeof(MeetingBody[]))]
internal sealed partial class ClaimContext : JsonSerializerContext;
