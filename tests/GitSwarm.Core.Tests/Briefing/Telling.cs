using GitSwarm.Briefing;
using GitSwarm.Tests.Delivery;

namespace GitSwarm.Tests.Briefing;

/// <summary>Tells sessions of a <see cref="MailWorld"/> what there is to tell, as a hook would.</summary>
internal static class Telling
{
    /// <summary>What a session is told at a moment; recorded as told.</summary>
    internal static string Tell(this MailWorld world, string id, Moment moment, int budget = Briefings.Budget)
    {
        var inflow = world.Read(id);
        var briefing = Briefings.Compose(Facts.Of(inflow, moment, world.Now), budget);
        world.Delivery.Record(inflow, briefing.Put);
        return briefing.Text;
    }
}
