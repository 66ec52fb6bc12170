using Cake.Frosting;
using Stevedore;

// A build of one's own is this line: Stevedore's targets (`--description` lists them) and the tasks of this project, which are found by themselves.
return new CakeHost().UseStevedore().Run(args);
