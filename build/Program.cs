using Cake.Frosting;
using Stevedore;

return new CakeHost().UseStevedore().Run(args);
