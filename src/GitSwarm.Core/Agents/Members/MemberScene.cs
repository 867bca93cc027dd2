using GitSwarm.Delivery;
using GitSwarm.Git;
using GitSwarm.Mail;
using GitSwarm.Sessions;
using GitSwarm.Teams;

namespace GitSwarm.Agents.Members;

/// <summary>What a member's supervisor reads and writes besides its run.</summary>
public sealed record MemberScene
{
    /// <summary>The team's name.</summary>
    public required string Team { get; init; }

    /// <summary>The team's id: a later team of that name is none of its own.</summary>
    public required string TeamId { get; init; }

    /// <summary>What the member is called.</summary>
    public required string Name { get; init; }

    /// <summary>The session that leads the team.</summary>
    public required string Lead { get; init; }

    /// <summary>True where it ends with its lead.</summary>
    public required bool EndsWithLead { get; init; }

    /// <summary>The records, as they are now; new at each call, for a supervisor lives long.</summary>
    public required Func<MemberStores> Now { get; init; }

    /// <summary>Makes ids of questions.</summary>
    public required Func<string> NewId { get; init; }

    /// <summary>Whose refs are watched.</summary>
    public required Repository Repository { get; init; }

    /// <summary>As others name it: <c>ui@web</c>.</summary>
    public string AgentId => $"{Name}@{Team}";
}

/// <summary>The records a member's supervisor uses, at one moment.</summary>
/// <param name="Me">The member's session.</param>
/// <param name="Delivery">What waits for it.</param>
/// <param name="Outbox">What it sends.</param>
/// <param name="Teams">Its team.</param>
/// <param name="At">UTC.</param>
public sealed record MemberStores(Caller Me, DeliveryStore Delivery, Outbox Outbox, TeamStore Teams, DateTimeOffset At);
