namespace GitSwarm.Doctor;

/// <summary>Has the repository opted in?</summary>
internal static class OptInCheck
{
    public static IEnumerable<Finding> Look(Patient patient)
    {
        yield return patient.Repository.IsEnabled
            ? new Finding($"git-swarm is enabled in {patient.Repository.Name}")
            : new Finding($"git-swarm is not enabled in {patient.Repository.Name}", "git swarm init");
    }
}
