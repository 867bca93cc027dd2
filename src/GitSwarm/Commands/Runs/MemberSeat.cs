using System.Text;
using GitSwarm.Agents.Members;
using GitSwarm.Agents.Plans;
using GitSwarm.Cli;
using GitSwarm.Mail;

namespace GitSwarm.Commands.Runs;

/// <summary>Where a member's supervisor finds its team and its mail.</summary>
internal sealed class MemberSeat(SwarmHost host, RunScene scene, LaunchPlan plan)
{
    // One after the other from one source, and another one than its launcher's where that was fixed for a test.
    private readonly Ids ids = host.Outside.Variable("GIT_SWARM_SEED") is null
        ? host.Ids
        : new Ids(host.Clock, new Random((int)(uint)StableHash.Fnv1a(Encoding.UTF8.GetBytes(plan.Identity.Id))));

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
                NewId = ids.NewUuid,
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
        return new MemberStores(me, now.DeliveryToRecord, new Outbox(now.Feeds, now.Now, ids), now.Teams, now.Now);
    }
}
