using GitSwarm.Agents.Members;
using GitSwarm.Agents.Plans;
using GitSwarm.Cli;

namespace GitSwarm.Commands.Runs;

/// <summary>Where a member's supervisor finds its team and its mail.</summary>
internal sealed class MemberSeat(SwarmHost host, RunScene scene, LaunchPlan plan)
{
    /// <summary>The member as its team has it.</summary>
    /// <exception cref="SwarmException">It is in no team.</exception>
    public MemberScene Scene()
    {
        var id = plan.Identity.Id;
        var team = host.Teams.Read().Local(plan.Identity.Team!);
        return team?.Record.Members.FirstOrDefault(m => m.Session == id) is { } member
            ? new MemberScene
            {
                Team = team.Name,
                TeamId = team.Record.Id,
                Name = member.Name,
                Lead = team.Record.Lead.Session,
                EndsWithLead = plan.Execution.Member!.IsInProcess,
                Now = Stores,
                NewId = host.Ids.NewUuid,
                Repository = host.Repository,
            }
            : throw new SwarmException(
                ErrorCode.UnknownTeam,
                $"run {ShortId.Of(id)} is in no team '{Texts.Cut(plan.Identity.Team!, 40)}'",
                "start it again with 'git swarm spawn --team'"
            );
    }

    private MemberStores Stores()
    {
        var now = scene.Fresh();
        var me = scene.Agent(host.Repository.CommonDir, host.Outside.ProcessId) with
        {
            SwarmSession = plan.Identity.Id,
            // It writes from where its supervisor is, and works elsewhere.
            WorktreePath = null,
        };
        return new MemberStores(me, now.DeliveryToRecord, now.Outbox, now.Teams, now.Now);
    }
}
